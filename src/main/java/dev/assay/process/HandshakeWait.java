package dev.assay.process;

import dev.assay.text.ForeignText;
import dev.assay.text.LineSplitter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The wait for a process's handshake line. It ends with a line, accepted or refused, with the end of the process, or
 * when the time is over.
 */
final class HandshakeWait {
    /** The time that an ending process has between the end of its stdout and its exit. */
    private static final Duration EXIT_GRACE = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(HandshakeWait.class);

    private final Launch launch;
    private final int limit;
    private final Background background;
    private final HandshakeParser parser;
    private final CompletableFuture<Handshake> result = new CompletableFuture<>();

    /** @param limit the longest line, in bytes; for the message only */
    HandshakeWait(Launch launch, int limit, Background background) {
        this.launch = launch;
        this.limit = limit;
        this.background = background;
        this.parser = new HandshakeParser(launch.plugin(), launch.protocols());
    }

    CompletionStage<Handshake> result() {
        return result.minimalCompletionStage();
    }

    /** Whether there is a handshake, or the reason why there is none. */
    boolean isOver() {
        return result.isDone();
    }

    /** Receives the first line of stdout. The end of the pipe ends the line too, as in go-plugin. */
    void firstLine(String text, LineSplitter.End end) {
        switch (end) {
            case NEWLINE -> {
                try {
                    accept(parser.parse(text));
                } catch (ProcessException e) {
                    fail(e);
                }
            }
            case CUT -> fail(parser.tooLong(text, limit));
            case EOF -> {
                try {
                    accept(parser.parse(text));
                } catch (ProcessException e) {
                    // A partial line explains nothing; the exit or the closed pipe is reported instead.
                    LOG.debugf(e, "The output of plugin %s ended in its first line", launch.plugin());
                }
            }
        }
    }

    private void accept(Handshake handshake) {
        // Never on the pipe's thread: a slow caller must not delay the pipe.
        background.run(() -> result.complete(handshake));
    }

    /**
     * Called when stdout has ended. If the process ends within a second, its exit is reported instead.
     *
     * @param partialLine as in {@link #processEnded}
     */
    void pipeClosed(String partialLine) {
        background.later(EXIT_GRACE, () -> {
            if (!result.isDone()) {
                fail(failure("it closed its stdout before it printed a handshake line there" + startOfLine(partialLine)
                        + "; check that it is a metric plugin, and let it keep stdout open"));
            }
        });
    }

    /**
     * Called when the process has ended.
     *
     * @param partialLine the first line as far as it was read; empty when nothing was
     * @param startFailure returns the failure when the program could not be started at all, otherwise null
     */
    void processEnded(
            ProcessExit exit, String partialLine, Function<ProcessExit, @Nullable ProcessException> startFailure) {
        if (result.isDone()) {
            return;
        }
        ProcessException failure = startFailure.apply(exit);
        fail(failure != null ? failure : ended(exit, partialLine));
    }

    void timeIsOver(String partialLine, List<String> lastErrorLines) {
        if (!result.isDone()) {
            fail(failure("within " + seconds(launch.handshakeTimeout()) + " it printed no handshake line on stdout"
                    + startOfLine(partialLine)
                    + "; check that it is a metric plugin, or raise assay.start.timeout if it needs longer"
                    + (lastErrorLines.isEmpty() ? "" : "; its last words: " + String.join(" | ", lastErrorLines))));
        }
    }

    private ProcessException ended(ProcessExit exit, String partialLine) {
        if (exit.refusesCookie()) {
            return ProcessException.cookieRefused(message("it is a plugin of another kind: it " + exit.describe()
                    + "; configure a metric plugin, and list plugins for steps and traffic routers under their"
                    + " own keys"));
        }
        return failure(
                "before it printed a handshake line on stdout" + startOfLine(partialLine) + " it " + exit.describe()
                        + (exit.lastErrorLines().isEmpty()
                                ? "; it said nothing on stderr, so see in its documentation what it needs"
                                : "; mend what it complains of"));
    }

    private static String startOfLine(String partialLine) {
        return partialLine.isEmpty() ? "" : " (only the start of one, " + ForeignText.quoted(partialLine) + ")";
    }

    private ProcessException failure(String reason) {
        return new ProcessException(false, message(reason), null);
    }

    private String message(String reason) {
        return "tried to start plugin " + launch.plugin() + " ("
                + launch.command().get(0) + "), but " + reason;
    }

    private void fail(ProcessException e) {
        background.run(() -> result.completeExceptionally(e));
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
