package dev.assay.settings;

import java.util.List;

/**
 * Settings without a fault.
 *
 * @param warnings a sentence for each thing that has no effect, or less than was asked for
 */
public record CheckedSettings(AssaySettings settings, List<String> warnings) {
    public CheckedSettings {
        warnings = List.copyOf(warnings);
    }
}
