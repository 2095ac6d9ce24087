package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** Collects what a stream receives. Confined to the event loop, except {@code ended}. */
final class Transfer implements YamuxStream.Listener {
    /** All that came, once both ends have finished; else why the stream ended. */
    final CompletableFuture<byte[]> ended = new CompletableFuture<>();

    YamuxStream stream;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean held;
    private int unconsumed;
    private boolean finished;

    Transfer(boolean held) {
        this.held = held;
    }

    int received() {
        return received.size();
    }

    void release() {
        held = false;
        stream.consumed(unconsumed);
        unconsumed = 0;
    }

    @Override
    public void data(ByteBuf data) {
        int bytes = data.readableBytes();
        try {
            data.readBytes(received, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (held) {
            unconsumed += bytes;
        } else {
            stream.consumed(bytes);
        }
    }

    @Override
    public void finished() {
        finished = true;
        stream.finish();
    }

    @Override
    public void ended(String why) {
        if (finished) {
            ended.complete(received.toByteArray());
        } else {
            ended.completeExceptionally(new IllegalStateException(why));
        }
    }
}
