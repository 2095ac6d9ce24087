package dev.assay.log;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Failures whose messages may be logged. One whose messages are clean stays as it is; of another there is a copy with the
 * same stack and with the name of its class.
 */
final class CleanThrowables {
    /** A longer chain of causes than any that tells something. */
    private static final int DEEPEST = 50;

    private final CleanText text;

    CleanThrowables(CleanText text) {
        this.text = text;
    }

    Throwable clean(Throwable thrown) {
        return isClean(thrown, DEEPEST) ? thrown : copy(thrown, new IdentityHashMap<>());
    }

    private boolean isClean(@Nullable Throwable thrown, int depth) {
        if (thrown == null) {
            return true;
        }
        if (depth == 0 || !shown(thrown).equals(String.valueOf(thrown.getMessage()))) {
            return false;
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (!isClean(suppressed, depth - 1)) {
                return false;
            }
        }
        return isClean(thrown.getCause(), depth - 1);
    }

    private Throwable copy(Throwable thrown, Map<Throwable, Throwable> copies) {
        Throwable known = copies.get(thrown);
        if (known != null) {
            return known;
        }
        CleanThrowable copy = new CleanThrowable(thrown.getClass().getName(), shown(thrown));
        copies.put(thrown, copy);
        copy.setStackTrace(thrown.getStackTrace());
        Throwable cause = thrown.getCause();
        if (cause != null && copies.size() < DEEPEST) {
            copy.initCause(copy(cause, copies));
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (copies.size() < DEEPEST) {
                copy.addSuppressed(copy(suppressed, copies));
            }
        }
        return copy;
    }

    private String shown(Throwable thrown) {
        return text.line(Objects.toString(thrown.getMessage()));
    }

    /** A failure with the class and the stack of another. */
    private static final class CleanThrowable extends Throwable {
        private static final long serialVersionUID = 1L;

        private final String type;

        CleanThrowable(String type, String message) {
            super(message);
            this.type = type;
        }

        @Override
        @SuppressWarnings("OverrideThrowableToString") // formatters print it, and the class is to be that of the other
        public String toString() {
            return type + ": " + getMessage();
        }
    }
}
