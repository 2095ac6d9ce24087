package dev.assay.run.place;

import dev.assay.text.LineSplitter;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The events of a stream ({@code text/event-stream} of the HTML standard), by their names and their data. Comments are passed
 * over. To be fed by one thread at a time.
 */
final class ServerEvents implements Consumer<byte[]> {
    /** The first line names an event, or is a comment. */
    private static final int LONGEST_FIRST_LINE = 64 * 1024;

    private final BiConsumer<String, String> events;
    private final LineSplitter lines;
    private String name = "";
    private final StringBuilder data = new StringBuilder();

    /** @param events gets the name and the data of each event */
    ServerEvents(BiConsumer<String, String> events) {
        this.events = events;
        this.lines = new LineSplitter(LONGEST_FIRST_LINE, ServerRequests.MOST_BYTES, this::line, this::line);
    }

    @Override
    public void accept(byte[] bytes) {
        lines.feed(bytes, 0, bytes.length);
    }

    private void line(String line, LineSplitter.End end) {
        if (end == LineSplitter.End.CUT || data.length() + line.length() > ServerRequests.MOST_BYTES) {
            throw new IllegalStateException("it sent an event that is too long");
        }
        if (line.isEmpty()) {
            if (data.length() > 0) {
                events.accept(name, data.toString());
            }
            name = "";
            data.setLength(0);
            return;
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
        if (field.equals("event")) {
            name = value;
        } else if (field.equals("data")) {
            data.append(data.length() > 0 ? "\n" : "").append(value);
        }
    }
}
