package dev.assay.wire.grpc.client;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Counts the answers that came over one connection, and bounds those that are on their way. An answer is counted at its
 * end, which errors have too. A call that this side gave up has no answer.
 *
 * <p>gRPC bounds each answer, but holds one per call, and each piece of it in an object of its own.
 */
final class AnswerMeter extends ClientStreamTracer.Factory {
    /** The memory that a piece of an answer takes at least. */
    private static final int PIECE_BYTES = 256;

    private final long maxHeldBytes;
    private final Consumer<String> breach;
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong held = new AtomicLong();

    /**
     * @param maxHeldBytes of all answers that have begun and not ended
     * @param breach is told what the plugin did, as the end of a sentence
     */
    AnswerMeter(long maxHeldBytes, Consumer<String> breach) {
        this.maxHeldBytes = maxHeldBytes;
        this.breach = breach;
    }

    long count() {
        return answers.get();
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        return new Answer();
    }

    private final class Answer extends ClientStreamTracer {
        private final AtomicLong bytes = new AtomicLong();

        @Override
        public void inboundTrailers(Metadata trailers) {
            answers.incrementAndGet();
        }

        @Override
        public void inboundWireSize(long piece) {
            long taken = Math.max(piece, PIECE_BYTES);
            bytes.addAndGet(taken);
            if (held.addAndGet(taken) > maxHeldBytes) {
                breach.accept("the answers that it began and did not end take more than " + maxHeldBytes + " bytes");
            }
        }

        @Override
        public void streamClosed(Status status) {
            held.addAndGet(-bytes.getAndSet(0));
        }
    }
}
