package dev.assay.wire.grpc.client;

import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.wire.Addresses;
import dev.assay.wire.CallSentences;
import dev.assay.wire.grpc.StatusText;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The exceptions of failed calls: a sentence for a person, and the {@link Remedy}. */
final class GrpcCallErrors {
    private final CallSentences sentences;
    private final BooleanSupplier connectionLost;
    private final Breach breach;

    /**
     * @param address of the plugin, as {@link Addresses#text} writes it
     * @param connectionLost whether the connection is over; a plugin may answer with the very statuses that gRPC itself
     *     gives to the calls of a lost connection, for instance those of its own backend
     * @param breach why Assay closed the connection, if it did since the plugin went beyond a bound
     */
    GrpcCallErrors(String address, BooleanSupplier connectionLost, Breach breach) {
        this.sentences = new CallSentences(address);
        this.connectionLost = connectionLost;
        this.breach = breach;
    }

    /**
     * @param verb a verb of the contract, for instance {@code Run}
     * @param method the gRPC method, for instance {@code assay.plugin.v1.MetricProvider/Run}
     */
    CallException ofVerb(String verb, String method, Throwable failure) {
        String tried = sentences.call(verb);
        if (!(failure instanceof StatusRuntimeException e)) {
            return CallSentences.bug(tried, failure);
        }
        Status status = e.getStatus();
        boolean ofLostConnection =
                status.getCode() == Status.Code.UNAVAILABLE || status.getCode() == Status.Code.CANCELLED;
        if (ofLostConnection && connectionLost.getAsBoolean()) {
            String why = breach.reason().map(reason -> " (" + reason + ")").orElseGet(() -> StatusText.detail(status));
            return sentences.gone(verb, why, e);
        }
        return switch (status.getCode()) {
            case UNIMPLEMENTED ->
                new CallException(
                        Remedy.CONFIGURE,
                        tried + "the plugin does not implement " + method
                                + "; implement this verb of the contract in the plugin, or configure a plugin that does",
                        e);
            case RESOURCE_EXHAUSTED ->
                new CallException(
                        Remedy.RETRY,
                        tried + "a message is larger than is allowed or the plugin is at its limit"
                                + StatusText.detail(status)
                                + "; make the message smaller, raise assay.wire.max-message, or call again later",
                        e);
            case DEADLINE_EXCEEDED ->
                new CallException(Remedy.RETRY, tried + "it did not answer in time; call again", e);
            default ->
                new CallException(
                        Remedy.RETRY,
                        tried + "the call failed with " + status.getCode() + StatusText.detail(status)
                                + "; call again, and when it stays so look into the plugin's log",
                        e);
        };
    }

    CallException ofHealthCheck(Throwable failure, String waited) {
        String tried = sentences.healthCheck();
        if (failure instanceof CallException e) {
            return e;
        }
        if (!(failure instanceof StatusRuntimeException e)) {
            return CallSentences.bug(tried, failure);
        }
        Optional<String> closed = breach.reason();
        if (closed.isPresent()) {
            return CallSentences.restarting(tried, closed.get(), e);
        }
        Status status = e.getStatus();
        return switch (status.getCode()) {
            case DEADLINE_EXCEEDED -> CallSentences.restarting(tried, "got no answer" + waited, e);
            // A plugin that sets its health after its handshake may not know the service yet: that passes.
            case UNIMPLEMENTED, NOT_FOUND ->
                new CallException(
                        status.getCode() == Status.Code.NOT_FOUND ? Remedy.RESTARTING : Remedy.CONFIGURE,
                        tried + "it does not serve grpc.health.v1.Health with the service name \"plugin\""
                                + StatusText.detail(status) + "; add it to the plugin, as go-plugin demands",
                        e);
            default -> withoutAnswer(tried, status, e);
        };
    }

    private CallException withoutAnswer(String tried, Status status, Throwable cause) {
        if (StatusText.isOfTls(status)) {
            return CallSentences.restarting(
                    tried, "it and Assay did not agree on TLS" + StatusText.detail(status), cause);
        }
        // A program that is about to end does this too, and its exit is told instead.
        return breach.isWordless()
                ? new CallException(
                        Remedy.RESTARTING,
                        tried + "it ended the connection without a word of HTTP/2; if the plugin speaks go-plugin's"
                                + " net/rpc, end its handshake line with |netrpc",
                        cause)
                : CallSentences.restarting(tried, "no gRPC server answers there" + StatusText.detail(status), cause);
    }

    CallException notServing(String answer) {
        return CallSentences.restarting(
                sentences.healthCheck(), "its service \"plugin\" is " + answer + " instead of SERVING", null);
    }
}
