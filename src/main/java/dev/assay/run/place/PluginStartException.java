package dev.assay.run.place;

import java.util.List;

/** Says that the plugins of a run do not start. */
public final class PluginStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    /** @param faults each a sentence for the user */
    public PluginStartException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    List<String> faults() {
        return faults;
    }
}
