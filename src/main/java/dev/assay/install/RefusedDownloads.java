package dev.assay.install;

import dev.assay.config.PluginSpec;
import dev.assay.install.http.RefusedDownload;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The downloads that were refused for their content, by entry, so that the same file is not fetched at each attempt. */
final class RefusedDownloads {
    /** More than there are plugins on one host. Past it all are forgotten, which costs a download each. */
    private static final int MOST = 256;

    private final Map<PluginSpec, RefusedDownload> byEntry = new ConcurrentHashMap<>();
    private final InstantSource clock;

    RefusedDownloads(InstantSource clock) {
        this.clock = clock;
    }

    Optional<RefusedDownload> of(PluginSpec spec) {
        return Optional.ofNullable(byEntry.get(spec)).filter(refused -> refused.isOfUse(clock.instant()));
    }

    /** One that is refused once more, for the same content, keeps the time of the first refusal. */
    void put(PluginSpec spec, RefusedDownload refused) {
        if (byEntry.size() >= MOST) {
            byEntry.clear();
        }
        byEntry.merge(spec, refused, (before, now) -> before.fault() == now.fault() ? before : now);
    }

    void forget(PluginSpec spec) {
        byEntry.remove(spec);
    }
}
