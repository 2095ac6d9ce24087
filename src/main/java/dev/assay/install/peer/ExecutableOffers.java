package dev.assay.install.peer;

import dev.assay.install.store.DownloadRecord;
import dev.assay.install.store.Store;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The executables that this host gives to its peers: those of its plugins, and no others that are in the store. Methods
 * block for the disk. Thread-safe.
 */
public final class ExecutableOffers {
    private final boolean on;
    private final Store store;
    private final Supplier<Map<String, String>> inUse;

    /**
     * @param on whether anything is given
     * @param inUse the digests of the plugins' executables, each with the name of a plugin
     */
    public ExecutableOffers(boolean on, Store store, Supplier<Map<String, String>> inUse) {
        this.on = on;
        this.store = store;
        this.inUse = inUse;
    }

    /** The file of this digest. The peer checks its content. */
    public Optional<Path> file(String sha256) {
        return on
                ? Optional.ofNullable(inUse.get().get(sha256)).flatMap(plugin -> store.look(sha256, plugin))
                : Optional.empty();
    }

    /**
     * The last download from a location, where its file is offered.
     *
     * @param key of the location, see {@link Store#key}: who asks must know the location
     */
    public Optional<DownloadRecord> lastDownload(String key) {
        return on
                ? store.lastDownloadOf(key)
                        .filter(record -> file(record.digest()).isPresent())
                : Optional.empty();
    }
}
