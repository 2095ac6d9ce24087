package dev.assay.run;

import java.util.List;

/** Says that the input, or a setting, cannot be used. Nothing was begun. */
public final class InputRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    /** @param faults each a sentence for the user */
    public InputRefusedException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    List<String> faults() {
        return faults;
    }
}
