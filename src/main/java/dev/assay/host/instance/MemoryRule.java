package dev.assay.host.instance;

import dev.assay.process.ProcessUsage;
import dev.assay.text.HumanUnits;
import java.util.Optional;

/** The limit of memory. It is broken by several samples in a row above it, and again by each further row of so many. */
public final class MemoryRule implements UsageRule {
    /** A garbage collector may need memory above the limit for a moment. */
    static final int ROW = 3;

    private final long limitBytes;
    private int above;

    public MemoryRule(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public Optional<String> breach(ProcessUsage sample) {
        above = sample.residentBytes() > limitBytes ? above + 1 : 0;
        if (above < ROW) {
            return Optional.empty();
        }
        above = 0;
        return Optional.of("uses " + HumanUnits.bytes(sample.residentBytes()) + " of memory, more than its limit of "
                + HumanUnits.bytes(limitBytes));
    }
}
