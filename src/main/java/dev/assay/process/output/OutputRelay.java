package dev.assay.process.output;

import dev.assay.text.LineSplitter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Passes lines to the listener. Marks lines that were cut, and catches the listener's exceptions. */
public final class OutputRelay {
    private static final Logger LOG = Logger.getLogger(OutputRelay.class);

    private final String plugin;
    private final OutputListener listener;
    private final int limit;
    private final AtomicBoolean reported = new AtomicBoolean();

    public OutputRelay(String plugin, OutputListener listener, int limit) {
        this.plugin = plugin;
        this.listener = listener;
        this.limit = limit;
    }

    /** @return the line that the listener received */
    public String line(OutputListener.Pipe pipe, String text, LineSplitter.End end) {
        String line = LineSplitter.marked(text, end, limit);
        try {
            listener.line(pipe, line);
        } catch (Throwable e) {
            if (reported.compareAndSet(false, true)) {
                LOG.errorf(
                        e,
                        "tried to hand on a line of %s of plugin %s, but its listener failed; this is a bug in Assay,"
                                + " and further ones of this process are not reported",
                        pipe,
                        plugin);
            }
        }
        return line;
    }
}
