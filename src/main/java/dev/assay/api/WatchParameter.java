package dev.assay.api;

import dev.assay.measure.BooleanParameter;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import org.jspecify.annotations.Nullable;

/** The parameter {@code watch}, which has to agree with the header {@code Accept}. */
public final class WatchParameter {
    private WatchParameter() {}

    /**
     * Checks a request whose {@code Accept} asks for an event stream.
     *
     * @param action for the message, for instance {@code list the plugins}
     * @throws RequestRefusedException unless {@code watch} is true
     */
    public static void require(@Nullable String watch, String action) {
        if (!isTrue(watch)) {
            throw new RequestRefusedException(
                    Kind.INVALID_PARAMETER,
                    "tried to " + action + ", but Accept asks for an event stream; accept application/json, or give"
                            + " watch=true");
        }
    }

    /**
     * Checks a request whose {@code Accept} does not ask for an event stream.
     *
     * @param watched for the message, for instance {@code the plugins}
     * @throws RequestRefusedException when {@code watch} is true
     */
    public static void refuse(@Nullable String watch, String watched) {
        if (isTrue(watch)) {
            throw new RequestRefusedException(
                    Kind.INVALID_PARAMETER,
                    "tried to watch " + watched
                            + ", but Accept does not name text/event-stream; add it, or leave out watch");
        }
    }

    private static boolean isTrue(@Nullable String watch) {
        return BooleanParameter.read("watch", watch, false);
    }
}
