package dev.assay.sample;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Cuts a body into lines, read as UTF-8, while it comes; holds the line that has not ended and nothing else. */
final class BodyLines implements BoundedBody.Sink<Integer> {
    /** No series of a real page comes near; a page without line ends is no exposition. */
    static final int MAX_LINE_BYTES = 64 * 1024;

    private static final int FIRST_BYTES = 512;

    /** Takes the lines in order, the first with number 1, without their ends. */
    interface Reader {
        void line(String text, int number) throws SampleException;
    }

    private final Reader reader;
    private byte[] line = new byte[FIRST_BYTES];
    private int size;
    private int number;

    BodyLines(Reader reader) {
        this.reader = reader;
    }

    @Override
    public void take(ByteBuffer part) throws SampleException {
        while (part.hasRemaining()) {
            byte b = part.get();
            if (b == '\n') {
                endOfLine();
            } else {
                add(b);
            }
        }
    }

    /** @return how many lines there were */
    @Override
    public Integer end() throws SampleException {
        if (size > 0) {
            endOfLine();
        }
        return number;
    }

    private void endOfLine() throws SampleException {
        int length = size > 0 && line[size - 1] == '\r' ? size - 1 : size;
        size = 0;
        number++;
        reader.line(new String(line, 0, length, StandardCharsets.UTF_8), number);
    }

    private void add(byte b) throws SampleException {
        if (size == line.length) {
            if (size == MAX_LINE_BYTES) {
                throw new SampleException("line " + (number + 1) + " is longer than " + MAX_LINE_BYTES + " bytes");
            }
            line = Arrays.copyOf(line, Math.min(2 * size, MAX_LINE_BYTES));
        }
        line[size++] = b;
    }
}
