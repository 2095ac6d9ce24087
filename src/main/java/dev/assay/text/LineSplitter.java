package dev.assay.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines of bounded length, which end with LF or CR LF. Bytes that are not UTF-8 become U+FFFD.
 * To be fed by one thread.
 */
public final class LineSplitter {
    /** How a line ended. */
    public enum End {
        NEWLINE,
        /** It reached the limit; the rest of it is skipped. */
        CUT,
        /** The stream ended in the middle of it. */
        EOF
    }

    /** Takes the lines, in order. */
    public interface Sink {
        void line(String text, End end);
    }

    /**
     * go-plugin reads the output of plugins in lines of 64 KiB at most ({@code client.go},
     * {@code defaultPluginLogBufferSize}).
     */
    public static final int PLUGIN_LINE_BYTES = 64 * 1024;

    /** Stands behind a line that was cut, before the number of bytes that are left of it. */
    public static final String CUT_MARK = " [cut after ";

    private final int limit;
    private final Sink rest;
    private Sink sink;
    private byte[] line = new byte[256];
    private int size;
    private int currentLimit;
    private boolean skipping;
    private boolean onFirstLine = true;
    private volatile String unfinished = "";

    /**
     * @param firstLimit the longest first line, in bytes, its end not counted
     * @param limit the longest of any further line
     * @param first takes the first line
     * @param rest takes any further line
     */
    public LineSplitter(int firstLimit, int limit, Sink first, Sink rest) {
        this.currentLimit = firstLimit;
        this.limit = limit;
        this.sink = first;
        this.rest = rest;
    }

    /**
     * A splitter that treats all lines alike, and marks those that were cut as {@link #marked} does.
     *
     * @param limit the longest line, in bytes, its end not counted
     */
    public static LineSplitter marking(int limit, Consumer<String> lines) {
        Sink sink = (text, end) -> lines.accept(marked(text, end, limit));
        return new LineSplitter(limit, limit, sink, sink);
    }

    /** The text as a reader of the log sees it: {@code start of the line [cut after 65536 bytes]}. */
    public static String marked(String text, End end, int limit) {
        return end == End.CUT ? text + CUT_MARK + limit + " bytes]" : text;
    }

    /** Takes the next bytes of the stream, which may be cut anywhere, in the middle of a character too. */
    public void feed(byte[] bytes, int offset, int length) {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                take(bytes, from, i);
                endOfLine();
                from = i + 1;
            }
        }
        take(bytes, from, offset + length);
        if (onFirstLine) {
            unfinished = text();
        }
    }

    /** The start of a first line whose end has not come yet; empty after its end. May be called from any thread. */
    public String unfinishedFirstLine() {
        return unfinished;
    }

    /** The stream is at its end; what is left is a line. */
    public void end() {
        if (!skipping && size > 0) {
            sink.line(text(), End.EOF);
        }
        size = 0;
    }

    private void take(byte[] bytes, int from, int to) {
        if (skipping) {
            return;
        }
        // One byte more than the limit is kept, for the CR of a line that fits.
        int room = currentLimit + 1 - size;
        append(bytes, from, Math.min(to - from, room));
        if (to - from > room || (size > currentLimit && !endsWithCarriageReturn())) {
            skipping = true;
            sink.line(cut(), End.CUT);
        }
    }

    private void endOfLine() {
        if (!skipping) {
            sink.line(text(), End.NEWLINE);
        }
        skipping = false;
        onFirstLine = false;
        unfinished = "";
        sink = rest;
        currentLimit = limit;
        size = 0;
    }

    private void append(byte[] bytes, int from, int length) {
        if (size + length > line.length) {
            line = Arrays.copyOf(line, Math.max(size + length, Math.min(2 * line.length, currentLimit + 1)));
        }
        System.arraycopy(bytes, from, line, size, length);
        size += length;
    }

    private String text() {
        return new String(line, 0, endsWithCarriageReturn() ? size - 1 : size, StandardCharsets.UTF_8);
    }

    /** The start of the line, without the parts of a character that the limit cut in two. */
    private String cut() {
        int length = Math.min(size, currentLimit);
        for (int back = 0; back < 3 && length > 1 && isContinuation(length); back++) {
            length--;
        }
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    private boolean isContinuation(int i) {
        return i < size && (line[i] & 0xC0) == 0x80;
    }

    private boolean endsWithCarriageReturn() {
        return size > 0 && line[size - 1] == '\r';
    }
}
