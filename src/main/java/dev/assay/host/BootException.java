package dev.assay.host;

import java.util.List;
import java.util.function.UnaryOperator;

/** The failure of a boot, with every fault that was found. */
public final class BootException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    BootException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** The failure with the function applied to each fault. */
    BootException mapTexts(UnaryOperator<String> function) {
        return new BootException(faults.stream().map(function).toList());
    }

    /** Each is a sentence, with what to do. */
    public List<String> faults() {
        return faults;
    }
}
