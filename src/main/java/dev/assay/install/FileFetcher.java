package dev.assay.install;

import dev.assay.config.Location;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.install.http.Progress;
import dev.assay.install.store.Store;
import dev.assay.install.store.Stored;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Copies {@code file://} locations into the store, as Argo does, and checks the digest, which Argo does not. */
final class FileFetcher implements Fetcher<Location.File> {
    private final Store store;
    private final Platform platform;

    FileFetcher(Store store, Platform platform) {
        this.store = store;
        this.platform = platform;
    }

    @Override
    public Uni<Executable> fetch(PluginSpec spec, Location.File location, Consumer<Progress> progress) {
        // By an emitter: what fails when nobody waits any more is no exception that was lost.
        return Uni.createFrom().emitter(emitter -> {
            try {
                Stored stored = new FileCopy(store, platform, spec, FileLocation.of(spec, location)).run();
                emitter.complete(new Executable(List.of(stored.file().toString()), Optional.of(stored.digest())));
            } catch (RuntimeException e) {
                emitter.fail(e);
            }
        });
    }
}
