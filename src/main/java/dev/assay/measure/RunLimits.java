package dev.assay.measure;

import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.text.GoDuration;
import java.time.Duration;

/**
 * The bounds of one run.
 *
 * @param maxMetrics how many metrics a run may have
 * @param maxText characters that the metrics of a run may have together once their arguments are filled in
 * @param maxWait the longest time for which measurements are followed
 */
public record RunLimits(int maxMetrics, int maxText, Duration maxWait) {
    /**
     * Checks how long a caller wants measurements to be followed.
     *
     * @param written the duration as the caller wrote it
     * @return the duration
     * @throws RequestRefusedException when it is below zero, or longer than allowed
     */
    public Duration checkWaitLimit(Duration waitLimit, String written) {
        if (waitLimit.isNegative()) {
            throw new RequestRefusedException(
                    Kind.INVALID_PARAMETER,
                    "tried to wait " + written + ", but that is below zero; give a duration such as 30s");
        }
        if (waitLimit.compareTo(maxWait) > 0) {
            throw new RequestRefusedException(
                    Kind.INVALID_PARAMETER,
                    "tried to wait " + written + ", but the longest wait is " + GoDuration.write(maxWait)
                            + "; wait less, or raise assay.measure.max-wait");
        }
        return waitLimit;
    }
}
