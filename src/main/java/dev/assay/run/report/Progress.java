package dev.assay.run.report;

import dev.assay.process.TerminalSize;
import java.io.PrintStream;
import java.time.InstantSource;

/** Shows a run while it goes on. For one thread. */
public interface Progress {
    /** Shows the run in a new state. */
    void show(RunSnapshot run);

    /** Shows a sentence that is not about a measurement, for instance that a connection broke. */
    void note(String sentence);

    /** To be called about once a second: something that counts down is shown anew. */
    void tick();

    /** Ends what is written anew. Nothing is shown afterwards. */
    void end();

    /** Progress for this terminal: a block of lines that is written anew, or a line for each measurement. */
    static Progress on(PrintStream out, Terminal terminal, InstantSource clock) {
        return terminal.live()
                ? new LiveProgress(out, terminal, new Screen(terminal.size(), TerminalSize::now, clock), clock)
                : new LineProgress(out);
    }
}
