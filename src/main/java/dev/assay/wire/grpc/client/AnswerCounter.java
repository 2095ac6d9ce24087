package dev.assay.wire.grpc.client;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the answers that came over the wire, each by its end, which an error has too; a call that this side gave up has
 * none. One for all calls of a connection.
 */
final class AnswerCounter extends ClientStreamTracer.Factory {
    private final AtomicLong answers = new AtomicLong();
    private final ClientStreamTracer tracer = new ClientStreamTracer() {
        @Override
        public void inboundTrailers(Metadata trailers) {
            answers.incrementAndGet();
        }
    };

    long count() {
        return answers.get();
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        return tracer;
    }
}
