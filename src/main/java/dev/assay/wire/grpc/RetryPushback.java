package dev.assay.wire.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The trailer by which a server says that it has not acted on a call, and when the call may come again (gRPC proposal A6,
 * "pushback").
 */
public final class RetryPushback {
    private static final String NAME = "grpc-retry-pushback-ms";

    private static final Metadata.Key<String> KEY = Metadata.Key.of(NAME, Metadata.ASCII_STRING_MARSHALLER);

    /** A caller who waits for longer has no answer in time. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private RetryPushback() {}

    /** Gives the trailer to its taker, as its name and its value. */
    public static void write(Duration pause, BiConsumer<String, String> taker) {
        taker.accept(NAME, Long.toString(pause.toMillis()));
    }

    /** The failure of a call that may come again after this time. */
    public static StatusRuntimeException refusal(Status status, Duration pause) {
        Metadata trailers = new Metadata();
        write(pause, (name, value) -> trailers.put(KEY, value));
        return status.asRuntimeException(trailers);
    }

    /** The time after which a failed call may come again; empty where its server did not say that. */
    public static Optional<Duration> pause(Throwable failure) {
        Metadata trailers = Status.trailersFromThrowable(failure);
        String text = trailers == null ? null : trailers.get(KEY);
        if (text == null) {
            return Optional.empty();
        }
        try {
            Duration pause = Duration.ofMillis(Integer.parseInt(text));
            return Optional.of(pause.compareTo(LONGEST) < 0 ? pause : LONGEST).filter(time -> !time.isNegative());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
