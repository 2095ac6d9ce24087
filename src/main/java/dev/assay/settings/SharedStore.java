package dev.assay.settings;

import java.time.Duration;

/** What hosts that share a store rely on. */
public final class SharedStore {
    /**
     * The age at which a temporary file counts as left by a dead host. Each write moves its time, and a download that
     * pauses goes on or ends within minutes. Not longer: a host that dies again and again would fill the disk.
     */
    public static final Duration ABANDONED = Duration.ofHours(1);

    private SharedStore() {}
}
