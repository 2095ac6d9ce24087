package dev.assay.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes lines of a byte stream that comes in pieces cut anywhere, in the middle of a character too. Not thread-safe.
 */
public final class LineAssembler {
    /** go-plugin reads its plugins' stderr in lines of 64 KiB at most ({@code client.go}, {@code defaultPluginLogBufferSize}). */
    public static final int MAX_LINE_BYTES = 64 * 1024;

    private final int maxBytes;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean skipping;

    /**
     * @param maxBytes a longer line is cut there, and marked so; the rest of it is dropped
     * @param lines gets each line without its end
     */
    public LineAssembler(int maxBytes, Consumer<String> lines) {
        this.maxBytes = maxBytes;
        this.lines = lines;
    }

    public void accept(byte[] data, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            accept(data[i]);
        }
    }

    /** The stream is over: what is left is a line. */
    public void end() {
        if (pending.size() > 0) {
            emit("");
        }
        skipping = false;
    }

    private void accept(byte b) {
        if (b == '\n') {
            if (!skipping) {
                emit("");
            }
            skipping = false;
        } else if (!skipping) {
            pending.write(b);
            if (pending.size() >= maxBytes) {
                emit(" [cut after " + maxBytes + " bytes]");
                skipping = true;
            }
        }
    }

    private void emit(String mark) {
        String line = pending.toString(StandardCharsets.UTF_8);
        pending.reset();
        lines.accept((line.endsWith("\r") ? line.substring(0, line.length() - 1) : line) + mark);
    }
}
