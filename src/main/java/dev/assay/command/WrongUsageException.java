package dev.assay.command;

import java.util.List;

/** Arguments that are not understood. */
public final class WrongUsageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    /** @param faults all of them, each a sentence for the user */
    public WrongUsageException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
