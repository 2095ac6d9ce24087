package dev.assay.install.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The first bytes of a file, and access to the others. */
final class FileSample implements AutoCloseable {
    /** Enough bytes to tell all formats by: a tar archive has its mark at 257, and the kernel reads 256 of a script. */
    private static final int START = 4096;

    private final FileChannel channel;
    private final long size;
    private final byte[] start;

    FileSample(Path file) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            this.size = channel.size();
            this.start = read(0, START);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    long size() {
        return size;
    }

    /** The first bytes; all of them where the file is short. */
    byte[] start() {
        return start;
    }

    ByteBuffer start(ByteOrder order) {
        return ByteBuffer.wrap(start).order(order);
    }

    /** Whether these bytes stand there, each written as one character. */
    boolean has(int offset, String bytes) {
        byte[] wanted = bytes.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < wanted.length; i++) {
            if (offset + i >= start.length || start[offset + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the first bytes are zero, as in a file whose room was kept and that was never written. */
    boolean isZero() {
        for (byte b : start) {
            if (b != 0) {
                return false;
            }
        }
        return start.length == START;
    }

    /** Fewer bytes than asked for where the file ends. */
    byte[] read(long offset, int most) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(0, Math.min(most, size - offset)));
        long at = offset;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count < 0) {
                break;
            }
            at += count;
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
