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
 * The wait for a process's handshake line, which ends with the first of: the line, a line that is refused, the end of
 * the process, the end of the time.
 */
final class HandshakeWait {
    /** Between the end of stdout and the exit of a process that is ending. */
    private static final Duration EXIT_GRACE = Duration.ofSeconds(1);

    /** What go-plugin's {@code Serve} ({@code server.go}) writes when the cookie of its kind of plugin is not there. */
    private static final String OTHER_COOKIE = "This binary is a plugin. These are not meant to be executed directly.";

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

    /** The first line of stdout; as in go-plugin, the end of the pipe ends it too. */
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
                    // Half a line is no reason: the exit that closed the pipe is, or else that it was closed.
                    LOG.debugf(e, "The output of plugin %s ended in its first line", launch.plugin());
                }
            }
        }
    }

    private void accept(Handshake handshake) {
        // Never on the pipe's thread: what others do with it must not hold up the pipe.
        background.run(() -> result.complete(handshake));
    }

    /**
     * No more can come through stdout. Where that is because the process has ended, its exit is told instead.
     *
     * @param half as in {@link #processEnded}
     */
    void pipeClosed(String half) {
        background.later(EXIT_GRACE, () -> {
            if (!result.isDone()) {
                fail(failure("it closed its stdout before it printed a handshake line there" + half(half)
                        + "; check that it is a metric plugin, and let it keep stdout open"));
            }
        });
    }

    /**
     * The process has ended.
     *
     * @param half what there was of the first line, without an end
     * @param startFailure knows whether it ended because it could not be started at all
     */
    void processEnded(ProcessExit exit, String half, Function<ProcessExit, @Nullable ProcessException> startFailure) {
        if (result.isDone()) {
            return;
        }
        ProcessException failure = startFailure.apply(exit);
        fail(failure != null ? failure : ended(exit, half));
    }

    void timeIsOver(String half, List<String> lastErrorLines) {
        if (!result.isDone()) {
            fail(failure("within " + seconds(launch.handshakeTimeout()) + " it printed no handshake line on stdout"
                    + half(half)
                    + "; check that it is a metric plugin, or raise assay.start.timeout if it needs longer"
                    + (lastErrorLines.isEmpty() ? "" : "; its last words: " + String.join(" | ", lastErrorLines))));
        }
    }

    private ProcessException ended(ProcessExit exit, String half) {
        if (exit.lastErrorLines().contains(OTHER_COOKIE)) {
            return failure(
                    true,
                    "it is a plugin of another kind: it " + exit.describe()
                            + "; configure a metric plugin, and list plugins for steps and traffic routers under their"
                            + " own keys");
        }
        return failure("before it printed a handshake line on stdout" + half(half) + " it " + exit.describe()
                + (exit.lastErrorLines().isEmpty()
                        ? "; it said nothing on stderr, so see in its documentation what it needs"
                        : "; mend what it complains of"));
    }

    private static String half(String half) {
        return half.isEmpty() ? "" : " (only the start of one, " + ForeignText.quoted(half) + ")";
    }

    private ProcessException failure(String what) {
        return failure(false, what);
    }

    private ProcessException failure(boolean permanent, String what) {
        return new ProcessException(
                permanent,
                "tried to start plugin " + launch.plugin() + " ("
                        + launch.command().get(0) + "), but " + what,
                null);
    }

    private void fail(ProcessException e) {
        background.run(() -> result.completeExceptionally(e));
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
