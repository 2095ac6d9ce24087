package dev.assay.install.http;

import java.time.Duration;
import java.time.Instant;

/**
 * A download whose content was refused. While the server has the same content, it need not be fetched again.
 *
 * @param fault why it was refused
 * @param validators of the refused content
 * @param time when it was refused
 */
public record RefusedDownload(DownloadFault fault, Validators validators, Instant time) {
    /** The pause before the next download from a server that cannot say whether its content has changed. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    /** The time after which the content is fetched again: a machine that has changed may be able to start it. */
    private static final Duration KEPT = Duration.ofHours(1);

    public boolean isOfUse(Instant now) {
        return now.isBefore(time.plus(KEPT));
    }

    /** Whether the server is not to be asked yet. */
    public boolean isPausing(Instant now) {
        return !validators.any() && now.isBefore(time.plus(PAUSE));
    }
}
