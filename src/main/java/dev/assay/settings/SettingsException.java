package dev.assay.settings;

import java.util.List;

/** Settings that cannot be used. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    SettingsException(List<String> faults) {
        super("tried to read the settings, but found faults; correct them:\n  - " + String.join("\n  - ", faults));
        this.faults = List.copyOf(faults);
    }

    /** A sentence for each fault. */
    public List<String> faults() {
        return faults;
    }
}
