package dev.assay.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.analysis.Analysis;
import dev.assay.analysis.AnalysisDocuments;
import dev.assay.analysis.UnknownField;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.text.DocumentException;
import java.util.List;

/** Refuses fields that Argo does not know, or gives a warning for each. */
public final class FieldCheck {
    private FieldCheck() {}

    /**
     * Checks the analyses of an input before anything of them is used.
     *
     * @return a warning for each unknown field that is tolerated
     * @throws RequestRefusedException with all fields that are not
     * @throws DocumentException when it is no analysis
     */
    public static List<String> of(AnalysisDocuments documents, FieldValidation validation) {
        return validation == FieldValidation.IGNORE
                ? List.of()
                : warnings("the analysis", documents.unknownFields(), validation);
    }

    /**
     * Checks the body of a call of one verb, {@code {"analysisRun":{},"metric":{},"measurement":{},"limit":10}}. Its own
     * members are Assay's, so an unknown one is refused whenever fields are looked at.
     *
     * @return a warning for each unknown field that is tolerated
     * @throws RequestRefusedException with all fields that are not
     */
    public static List<String> ofCall(ObjectNode body, FieldValidation validation) {
        return validation == FieldValidation.IGNORE
                ? List.of()
                : warnings("the body", Analysis.unknownFieldsOfCall(body), validation);
    }

    private static List<String> warnings(String read, List<UnknownField> fields, FieldValidation validation) {
        if (fields.isEmpty()) {
            return List.of();
        }
        List<String> faults = texts(fields.stream()
                .filter(field -> field.isRefused(validation == FieldValidation.STRICT))
                .toList());
        if (faults.isEmpty()) {
            return texts(fields);
        }
        boolean one = faults.size() == 1;
        throw new RequestRefusedException(
                Kind.UNKNOWN_FIELDS,
                "tried to read " + read + ", but it has " + (one ? "the " : "") + String.join("; ", faults)
                        + "; correct or remove " + (one ? "it" : "them"),
                faults);
    }

    private static List<String> texts(List<UnknownField> fields) {
        return fields.stream().map(UnknownField::toString).toList();
    }
}
