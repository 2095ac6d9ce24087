package dev.assay.api.access;

import dev.assay.cluster.ClusterException;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.text.Causes;
import dev.assay.text.ForeignText;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/** The sentences for callers who are not let in. None has the token in it. */
final class AccessRefusals {
    private static final int LONGEST_NAME = 300;

    private static final Logger LOG = Logger.getLogger(AccessRefusals.class);

    private final String command;
    private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();

    /** @param audiences of which a token must have one; empty for those of the API server */
    AccessRefusals(List<String> audiences) {
        this.command = "kubectl create token NAME" + (audiences.isEmpty() ? "" : " --audience " + audiences.get(0));
    }

    RequestRefusedException noToken() {
        return refusal(
                Kind.UNKNOWN_CALLER,
                "tried to find out who calls, but the request has no token; send the header Authorization: Bearer TOKEN"
                        + " with what " + command + " prints for a ServiceAccount");
    }

    RequestRefusedException noBearer() {
        return refusal(
                Kind.UNKNOWN_CALLER,
                "tried to find out who calls, but the header Authorization is not one of the form Bearer TOKEN; send one,"
                        + " with what " + command + " prints for a ServiceAccount");
    }

    /** @param reason in the words of the API server; may be empty */
    RequestRefusedException badToken(String reason) {
        return refusal(
                Kind.UNKNOWN_CALLER,
                "tried to find out who calls, but the API server does not accept the token"
                        + (reason.isEmpty() ? "" : " (" + reason + ")") + "; send one that " + command + " prints");
    }

    RequestRefusedException tooManyTokens(String address) {
        return refusal(
                Kind.TOO_MANY_TOKENS,
                "tried to find out who calls, but " + RefusedTokens.MOST + " tokens from " + address
                        + " were not accepted within " + RefusedTokens.WINDOW.toSeconds()
                        + " s; see who sends them, and try again after that time");
    }

    RequestRefusedException forbidden(KnownCaller caller, Right right) {
        String path = ForeignText.oneLine(right.path(), LONGEST_NAME);
        return refusal(
                Kind.FORBIDDEN,
                "tried to " + right.verb() + " " + path + " for "
                        + ForeignText.oneLine(caller.getName(), LONGEST_NAME)
                        + ", but RBAC does not allow it; bind this user to a ClusterRole that has the verb "
                        + right.verb()
                        + " for the non-resource URL " + path);
    }

    RequestRefusedException notCanonical(Right right) {
        return refusal(
                Kind.FORBIDDEN,
                "tried to find the right to " + right.verb() + " " + ForeignText.oneLine(right.path(), LONGEST_NAME)
                        + ", but no path of Assay has such characters, or is so long; see /q/openapi for the paths");
    }

    /** The refusal for a question that got no answer. The log says more of the reason than strangers need to know. */
    RequestRefusedException notAnswered(Throwable failure) {
        Throwable reason = Causes.unwrapped(failure);
        if (reason instanceof ClusterException) {
            return refusal(
                    Kind.UNCHECKED,
                    "tried to ask the API server who calls and with which rights, but it does not tell; try again in a"
                            + " moment, and see Assay's log if it goes on");
        }
        LOG.debug("A question about a caller was not asked", reason);
        return refusal(
                Kind.UNCHECKED,
                "tried to ask the API server who calls and with which rights, but too many such questions wait; try again"
                        + " in a moment");
    }

    /** How many requests were refused for this reason so far. */
    long count(Kind kind) {
        LongAdder count = counts.get(kind);
        return count == null ? 0 : count.sum();
    }

    private RequestRefusedException refusal(Kind kind, String message) {
        counts.computeIfAbsent(kind, unused -> new LongAdder()).increment();
        return new RequestRefusedException(kind, message);
    }
}
