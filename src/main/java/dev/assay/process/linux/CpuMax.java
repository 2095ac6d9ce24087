package dev.assay.process.linux;

import java.util.Optional;

/** A limit of processor time as in the file {@code cpu.max}: so many microseconds in each period. */
record CpuMax(long quotaMicros, long periodMicros) {
    private static final long PERIOD = 100_000;

    /** A limit in thousandths of one core. */
    static CpuMax ofMilliCpus(long milliCpus) {
        return new CpuMax(milliCpus * (PERIOD / 1000), PERIOD);
    }

    /** Reads the text of such a file; empty for no limit, and for what is no such text. */
    static Optional<CpuMax> parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        try {
            return parts.length == 2
                    ? Optional.of(new CpuMax(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                            .filter(limit -> limit.quotaMicros > 0 && limit.periodMicros > 0)
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    double cores() {
        return (double) quotaMicros / periodMicros;
    }

    /** The text for such a file. */
    String text() {
        return quotaMicros + " " + periodMicros;
    }
}
