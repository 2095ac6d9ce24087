package dev.assay.host;

import java.util.List;

/** The failure of a boot, with every fault that was found. */
public final class BootException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    BootException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** Each is a sentence, with what to do. */
    public List<String> faults() {
        return faults;
    }
}
