package dev.assay.api;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import org.jspecify.annotations.Nullable;

/** A parameter of the query that is true or false. */
public final class BooleanParameter {
    private BooleanParameter() {}

    /**
     * Whether it is {@code true}; absent is false.
     *
     * @throws RequestRefusedException where it is neither true nor false
     */
    public static boolean isTrue(String name, @Nullable String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw new RequestRefusedException(
                Kind.INVALID_PARAMETER,
                "tried to read " + name + "=" + text + ", but it is neither true nor false; give one of them");
    }
}
