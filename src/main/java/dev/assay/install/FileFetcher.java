package dev.assay.install;

import dev.assay.config.PluginSpec;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Copies {@code file://} locations into the store, as Argo does, and checks the digest, which Argo does not. */
final class FileFetcher implements Fetcher {
    private final Store store;

    FileFetcher(Store store) {
        this.store = store;
    }

    @Override
    public Uni<Executable> fetch(PluginSpec spec, Consumer<Progress> progress) {
        return Uni.createFrom().item(() -> copy(spec));
    }

    private Executable copy(PluginSpec spec) {
        Path source = FileLocation.of(spec);
        if (!Files.exists(source)) {
            throw refused(spec, source, "there is no such file", "put the executable there, or correct location");
        }
        if (Files.isDirectory(source)) {
            throw refused(spec, source, "that is a folder", "name the executable in it");
        }
        if (!Files.isRegularFile(source)) {
            throw refused(spec, source, "that is no regular file", "name an executable");
        }
        if (!Files.isReadable(source)) {
            throw refused(spec, source, "reading it is not permitted", "let the user that runs Assay read it");
        }
        if (size(spec, source) == 0) {
            throw refused(spec, source, "the file is empty", "build or copy the executable again");
        }
        Stored stored = store.keep(spec.name(), source, StoreFolder.fileName(spec.name()), spec.sha256());
        return new Executable(List.of(stored.file().toString()), Optional.of(stored.digest()));
    }

    private static long size(PluginSpec spec, Path source) {
        try {
            return Files.size(source);
        } catch (IOException e) {
            throw new InstallException(
                    false,
                    "tried to install plugin " + spec.name() + " from " + source + ", but reading it failed (" + e
                            + "); check the disk or mount that it is on",
                    e);
        }
    }

    private static InstallException refused(PluginSpec spec, Path source, String reason, String remedy) {
        return new InstallException(
                true,
                "tried to install plugin " + spec.name() + " from " + source + ", but " + reason + "; " + remedy,
                null);
    }
}
