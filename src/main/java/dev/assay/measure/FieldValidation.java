package dev.assay.measure;

import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.text.ForeignText;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The treatment of fields that Argo does not know, by the names that the API of Kubernetes has for it. */
public enum FieldValidation {
    /** They are refused. */
    STRICT("Strict"),
    /** They are carried along with a warning. */
    WARN("Warn"),
    /** They are carried along. */
    IGNORE("Ignore");

    private final String text;

    FieldValidation(String text) {
        this.text = text;
    }

    /**
     * Reads the text of a caller.
     *
     * @param absent where there is none
     * @throws RequestRefusedException for another text than those three
     */
    public static FieldValidation of(@Nullable String text, FieldValidation absent) {
        if (text == null || text.isEmpty()) {
            return absent;
        }
        for (FieldValidation validation : values()) {
            if (validation.text.equals(text)) {
                return validation;
            }
        }
        List<String> known = Arrays.stream(values()).map(v -> v.text).toList();
        throw new RequestRefusedException(
                Kind.INVALID_PARAMETER,
                "tried to read the field validation, but found " + ForeignText.quoted(text) + "; give one of "
                        + String.join(", ", known));
    }
}
