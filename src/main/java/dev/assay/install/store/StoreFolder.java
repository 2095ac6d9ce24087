package dev.assay.install.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The choice of the folder of the store. */
public final class StoreFolder {
    private static final Logger LOG = Logger.getLogger(StoreFolder.class);

    private StoreFolder() {}

    /**
     * The configured folder, else {@code assay/plugins} under {@code XDG_CACHE_HOME} or {@code ~/.cache}. Where neither can
     * be written, or others may write there (a container with any uid), it is {@code assay-plugins} under the temporary
     * folder. Nothing is created; that nobody else made the folder is checked when it is used.
     *
     * @param configured the setting {@code assay.store}
     * @param environment of this process
     */
    public static Path choose(Optional<Path> configured, Map<String, String> environment, Path temporary) {
        Optional<Path> cache = absolute(environment.get("XDG_CACHE_HOME"))
                .or(() -> absolute(environment.get("HOME")).map(home -> home.resolve(".cache")));
        return configured
                .or(() -> cache.map(folder -> folder.resolve("assay/plugins"))
                        .filter(StoreFolder::canBeMade)
                        .filter(StoreFolder::isFit))
                .orElseGet(() -> temporary.resolve("assay-plugins"))
                .toAbsolutePath();
    }

    /** The second part of a plugin's name, which is legal as a file's name. */
    static String fileName(String plugin) {
        return plugin.substring(plugin.lastIndexOf('/') + 1);
    }

    /** A relative cache folder is to be ignored (XDG Base Directory Specification). */
    private static Optional<Path> absolute(@Nullable String text) {
        return Optional.ofNullable(text).filter(t -> !t.isEmpty()).map(Path::of).filter(Path::isAbsolute);
    }

    /** A cache folder that others may write to is passed over; one that was configured is refused when it is used. */
    private static boolean isFit(Path folder) {
        try {
            StoreCheck.ofThisProcess().check(folder);
            return true;
        } catch (UnfitStoreException e) {
            LOG.warnf(
                    "%s is not used as the store, because %s; to have it used, %s", folder, e.getMessage(), e.remedy());
            return false;
        } catch (IOException e) {
            LOG.debugf(e, "%s cannot be looked at", folder);
            return false;
        }
    }

    private static boolean canBeMade(Path folder) {
        for (Path p = folder; p != null; p = p.getParent()) {
            if (Files.exists(p)) {
                return Files.isDirectory(p) && Files.isWritable(p);
            }
        }
        return false;
    }
}
