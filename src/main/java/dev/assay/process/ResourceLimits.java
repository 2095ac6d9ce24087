package dev.assay.process;

import java.util.OptionalLong;

/**
 * The most that a plugin's process and its descendants may use together.
 *
 * @param milliCpus processor time in thousandths of one core: 500 is half a second in each second
 * @param memoryBytes memory
 */
public record ResourceLimits(OptionalLong milliCpus, OptionalLong memoryBytes) {
    /** No limits. */
    public static final ResourceLimits NONE = new ResourceLimits(OptionalLong.empty(), OptionalLong.empty());
}
