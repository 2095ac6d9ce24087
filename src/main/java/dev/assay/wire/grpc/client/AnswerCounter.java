package dev.assay.wire.grpc.client;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The number of answers that came over one connection. An answer is counted at its end, which errors have too. A call that
 * this side gave up has no answer.
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
