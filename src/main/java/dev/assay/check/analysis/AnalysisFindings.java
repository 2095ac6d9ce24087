package dev.assay.check.analysis;

import dev.assay.config.ConfigFault;
import java.util.List;

/**
 * The result for one file.
 *
 * @param warnings sentences, each with the object, the field and the line
 * @param notChecked things that these files do not have
 */
public record AnalysisFindings(
        List<CheckedAnalysis> analyses, List<ConfigFault> faults, List<String> warnings, List<String> notChecked) {
    /** Nothing was found, and nothing was there to be checked. */
    public static final AnalysisFindings NONE = new AnalysisFindings(List.of(), List.of(), List.of(), List.of());

    public AnalysisFindings {
        analyses = List.copyOf(analyses);
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
        notChecked = List.copyOf(notChecked);
    }
}
