package dev.assay.process.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A pipe as a channel. {@link #close} ends a read that waits. */
record ChannelPipe(FileChannel channel) implements OutputPipe {
    @Override
    public int read(byte[] buffer) throws IOException {
        return channel.read(ByteBuffer.wrap(buffer));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
