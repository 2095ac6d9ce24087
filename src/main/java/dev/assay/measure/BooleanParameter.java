package dev.assay.measure;

import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.text.ForeignText;
import org.jspecify.annotations.Nullable;

/** A parameter of a request that is true or false. */
public final class BooleanParameter {
    private BooleanParameter() {}

    /**
     * Reads the parameter.
     *
     * @param absent where there is none, or it is blank
     * @throws RequestRefusedException where it is neither true nor false
     */
    public static boolean read(String name, @Nullable String text, boolean absent) {
        if (text == null || text.isBlank()) {
            return absent;
        }
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new RequestRefusedException(
                        Kind.INVALID_PARAMETER,
                        "tried to read " + name + "=" + ForeignText.visible(text)
                                + ", but it is neither true nor false; give one of them");
        };
    }
}
