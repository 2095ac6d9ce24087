package dev.assay.api.admission;

import dev.assay.settings.AssaySettings;
import java.time.Duration;

/**
 * The bounds of a body.
 *
 * @param size bytes that it may have
 * @param timeout from the head of the request to the last byte of the body
 * @param idleTimeout the longest pause in the body
 */
public record BodyLimits(int size, Duration timeout, Duration idleTimeout) {
    public static BodyLimits of(AssaySettings settings) {
        return new BodyLimits(
                settings.measure().maxBody().asBigInteger().intValueExact(),
                settings.http().bodyTimeout(),
                settings.http().bodyIdleTimeout());
    }
}
