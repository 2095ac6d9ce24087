package dev.assay.sample;

import dev.assay.text.LineSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** A page in Prometheus' text format, parsed while it arrives: never more than one line of it is in memory. */
final class ExpositionPage implements LineSplitter.Sink {
    /** In real pages a line is far shorter; a page without line ends is not an exposition. */
    static final int MAX_LINE_BYTES = 64 * 1024;

    private static final int BUFFER_BYTES = 8 * 1024;

    private final Consumer<Series> found;
    private int number;

    private ExpositionPage(Consumer<Series> found) {
        this.found = found;
    }

    /**
     * Reads a page to its end.
     *
     * @param found takes each series, in order
     * @throws Exposition.FormatException with line and reason when the page has another format
     */
    static void read(InputStream page, Consumer<Series> found) throws IOException {
        ExpositionPage sink = new ExpositionPage(found);
        LineSplitter lines = new LineSplitter(MAX_LINE_BYTES, MAX_LINE_BYTES, sink, sink);
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = page.read(buffer); n >= 0; n = page.read(buffer)) {
            lines.feed(buffer, 0, n);
        }
        lines.end();
    }

    @Override
    public void line(String text, LineSplitter.End end) {
        number++;
        if (end == LineSplitter.End.CUT) {
            throw new Exposition.FormatException("line " + number + " is longer than " + MAX_LINE_BYTES + " bytes");
        }
        Exposition.read(text, number, found);
    }
}
