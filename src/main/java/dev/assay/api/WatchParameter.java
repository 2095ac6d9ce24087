package dev.assay.api;

import dev.assay.measure.BooleanParameter;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The parameter {@code watch}, which has to agree with the header {@code Accept}. */
public record WatchParameter(
        @Parameter(
                description = "Whether to go on with an event for each change.",
                schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
        @RestQuery
        @Nullable
        String watch) {
    /**
     * Checks a request whose {@code Accept} asks for an event stream.
     *
     * @param action for the message, for instance {@code list the plugins}
     * @throws RequestRefusedException unless {@code watch} is true
     */
    public void require(String action) {
        if (!isTrue()) {
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
    public void refuse(String watched) {
        if (isTrue()) {
            throw new RequestRefusedException(
                    Kind.INVALID_PARAMETER,
                    "tried to watch " + watched
                            + ", but Accept does not name text/event-stream; add it, or leave out watch");
        }
    }

    private boolean isTrue() {
        return BooleanParameter.read("watch", watch, false);
    }
}
