package dev.assay.measure;

import dev.assay.text.ForeignText;
import java.util.List;

/** A request that is refused because of its content. The message is a sentence for the caller, with a remedy. */
public final class RequestRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a request is refused. */
    public enum Kind {
        /** The body, or a member of it, cannot be read. */
        UNREADABLE_BODY,
        /** The body has fields that nobody knows; the details are these faults. */
        UNKNOWN_FIELDS,
        /** The body is longer than allowed. */
        BODY_TOO_LARGE,
        /** A parameter beside the body is not valid. */
        INVALID_PARAMETER,
        /** Argo's validation refuses the analysis; the details are its faults. */
        INVALID_ANALYSIS,
        /** The analysis has more metrics than one run may have. */
        TOO_MANY_METRICS,
        /** The metrics are too long once their arguments are filled in. */
        TOO_MUCH_TEXT,
        /** A repetition of what was asked for a moment ago; it may be asked for again after a second. */
        TOO_SOON,
        /** No plugin has this name; the details are the names that exist. */
        UNKNOWN_PLUGIN,
        /** No AnalysisRun has this name. */
        UNKNOWN_RUN,
        /** The configuration has not been read yet; the same may be asked for again after some seconds. */
        STARTING,
        /** A plugin has no such verb; the details are the verbs that exist. */
        UNKNOWN_VERB,
        /** The body came too slowly. */
        BODY_TOO_SLOW,
        /** Others use at this moment the room that the request needs. */
        OVERLOADED,
        /** The request needs more memory than all requests may have together. */
        TOO_COSTLY,
        /** Nobody knows who calls: there is no token, or it is not accepted. */
        UNKNOWN_CALLER,
        /** The caller is known and has no right to what it asks for. */
        FORBIDDEN,
        /** The API server does not say at this moment who calls, or what the caller may do. */
        UNCHECKED,
        /** Too many tokens that are not accepted came from the caller's address. */
        TOO_MANY_TOKENS
    }

    private final Kind kind;
    private final transient List<String> details;

    public RequestRefusedException(Kind kind, String message) {
        this(kind, message, List.of());
    }

    /** @param details what a program may read, by kind; otherwise empty */
    public RequestRefusedException(Kind kind, String message, List<String> details) {
        super(message);
        this.kind = kind;
        this.details = List.copyOf(details);
    }

    /** @param list the call that lists the runs, in the words of the caller's protocol */
    public static RequestRefusedException unknownRun(String name, String list) {
        return new RequestRefusedException(
                Kind.UNKNOWN_RUN,
                "tried to find the AnalysisRun " + ForeignText.quoted(name) + ", but there is none of this name; "
                        + list + " lists those that there are, and one that has ended may have given way to others");
    }

    public Kind kind() {
        return kind;
    }

    public List<String> details() {
        return details;
    }

    /** The sentence for the caller. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
