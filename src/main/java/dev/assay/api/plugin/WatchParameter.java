package dev.assay.api.plugin;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import org.jspecify.annotations.Nullable;

/** The parameter {@code watch}. */
final class WatchParameter {
    private WatchParameter() {}

    /**
     * Whether it is {@code true}; absent is false.
     *
     * @throws RequestRefusedException where it is neither true nor false
     */
    static boolean isTrue(@Nullable String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw new RequestRefusedException(
                Kind.INVALID_PARAMETER,
                "tried to read watch=" + text + ", but it is neither true nor false; give one of them");
    }
}
