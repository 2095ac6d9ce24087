package dev.assay.host;

import java.util.List;

/** A boot that cannot succeed; holds every fault that was found. */
public final class BootException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    BootException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** One sentence each. */
    public List<String> faults() {
        return faults;
    }
}
