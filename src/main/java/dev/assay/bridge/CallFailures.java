package dev.assay.bridge;

import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.text.GoDuration;
import dev.assay.wire.grpc.StatusText;
import io.grpc.Status;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;

/** The exceptions of calls without an answer: a sentence for a person, which Argo Rollouts shows in the measurement. */
final class CallFailures {
    private final String plugin;
    private final AssayAddress address;

    CallFailures(String plugin, AssayAddress address) {
        this.plugin = plugin;
        this.address = address;
    }

    /** The status of a call. It is UNAVAILABLE where the connection was gone, too, for which gRPC may have UNKNOWN. */
    static Status statusOf(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        // A status that Assay sent has no cause.
        boolean isGone = status.getCode() == Status.Code.UNKNOWN && status.getCause() instanceof ClosedChannelException;
        return isGone
                ? Status.UNAVAILABLE.withDescription(status.getDescription()).withCause(status.getCause())
                : status;
    }

    /** Whether there was no connection to Assay, or it broke; otherwise Assay answered. */
    static boolean isLoss(Status status, boolean sent) {
        return switch (status.getCode()) {
            case UNAVAILABLE, CANCELLED -> true;
            // gRPC has this for an answer that is no HTTP/2.
            case DEADLINE_EXCEEDED, INTERNAL -> !sent;
            default -> false;
        };
    }

    /**
     * The exception of a call.
     *
     * @param action for instance {@code run a metric}
     * @param sent whether the call was sent to Assay
     * @param timeout of the call
     */
    CallException of(String action, Status status, boolean sent, Duration timeout) {
        String tried = "tried to " + action + " with plugin " + plugin + " through Assay at " + address + ", but ";
        String detail = StatusText.detail(status);
        if (isLoss(status, sent)) {
            return exception(Remedy.RETRY, tried + lossOf(status, sent, detail), status);
        }
        return switch (status.getCode()) {
            // Assay uses these for sentences of its own, which are complete.
            case ABORTED -> exception(Remedy.RETRY, description(status), status);
            case FAILED_PRECONDITION, NOT_FOUND, INVALID_ARGUMENT ->
                exception(Remedy.CONFIGURE, description(status), status);
            case DEADLINE_EXCEEDED ->
                exception(
                        Remedy.RETRY,
                        tried + "there was no answer within " + GoDuration.write(timeout)
                                + "; see what the plugin does, or raise --timeout",
                        status);
            case UNIMPLEMENTED ->
                exception(
                        Remedy.CONFIGURE,
                        tried + "no Assay that has this call answers there" + detail
                                + "; correct --to, or update Assay",
                        status);
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                exception(
                        Remedy.CONFIGURE,
                        tried + "Assay refused it" + detail + "; give --token-file a token that Assay accepts",
                        status);
            case RESOURCE_EXHAUSTED ->
                exception(
                        Remedy.RETRY,
                        tried + "a message is too large, or Assay has too much to do" + detail
                                + "; make it smaller, or call again later",
                        status);
            default ->
                exception(
                        Remedy.RETRY,
                        tried + "the call failed with " + status.getCode() + detail + "; see Assay's log",
                        status);
        };
    }

    /** The exception of a call on which Assay has not acted; its description is a sentence of Assay's own. */
    CallException ofRefusal(Status status) {
        return exception(Remedy.RETRY, description(status), status);
    }

    private String lossOf(Status status, boolean sent, String detail) {
        if (sent) {
            return "the connection was lost before the answer came" + detail + "; see whether Assay was stopped";
        }
        if (TlsMismatch.isPlain(status)) {
            return "what answers there does not speak TLS" + detail
                    + "; write http:// in --to, or give the port that speaks TLS";
        }
        if (!address.tls() && TlsMismatch.mayBeTls(status)) {
            return "what answers there does not take a connection without TLS" + detail
                    + "; write https:// in --to where it speaks TLS";
        }
        if (status.getCode() == Status.Code.INTERNAL) {
            return "what answers there is no Assay" + detail + "; correct --to";
        }
        return StatusText.isOfTls(status)
                ? "TLS could not be agreed on" + detail + "; see that --ca-file holds the authority that signed the"
                        + " certificate of Assay, and that the certificate has the name in --to"
                : "Assay cannot be reached" + detail + "; see that it runs, and that --to is right";
    }

    private static String description(Status status) {
        return status.getDescription() == null ? status.getCode().toString() : status.getDescription();
    }

    private static CallException exception(Remedy remedy, String message, Status status) {
        return new CallException(remedy, message, status.asRuntimeException());
    }
}
