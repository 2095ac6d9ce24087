package dev.assay.measure.run;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.metric.AnalysisRun;
import dev.assay.text.ForeignText;
import dev.assay.text.KubernetesName;
import java.util.List;

/** The name that a run is to have, where no other run has it. */
final class WantedName {
    private static final String NAMELESS = "run";

    /** Leaves room for a number behind it within the 253 characters that a name may have. */
    private static final int LONGEST = 240;

    private WantedName() {}

    /**
     * The name of the manifest; else its {@code generateName} without the dash at its end; else {@code run}.
     *
     * @throws RequestRefusedException for a name that the API server of a cluster would refuse
     */
    static String of(AnalysisRun run) {
        String name = run.name();
        if (!name.isEmpty()) {
            return checked("metadata.name", name);
        }
        String begin = run.json().path("metadata").path("generateName").asText("");
        return begin.isEmpty() ? NAMELESS : checked("metadata.generateName", begin.replaceFirst("[-.]+$", ""));
    }

    private static String checked(String field, String name) {
        if (KubernetesName.isObject(name) && name.length() <= LONGEST) {
            return name;
        }
        String fault = field + " " + ForeignText.quoted(name) + " is no name in Kubernetes, or longer than " + LONGEST
                + " characters";
        throw new RequestRefusedException(
                Kind.INVALID_ANALYSIS,
                "tried to create an AnalysisRun, but " + fault
                        + "; write lower-case letters, digits, - and ., with a letter or digit at both ends",
                List.of(fault));
    }
}
