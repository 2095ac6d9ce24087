package dev.assay.run;

import dev.assay.bridge.Trust;
import dev.assay.command.Usage;
import dev.assay.run.place.RunPlace;
import dev.assay.run.place.ServerPlace;
import dev.assay.run.report.JUnitReport;
import dev.assay.run.report.Outcome;
import dev.assay.run.report.Progress;
import dev.assay.run.report.RunSnapshot;
import dev.assay.run.report.SummaryText;
import dev.assay.run.report.Terminal;
import dev.assay.run.report.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * The command {@code run FILE...}. It takes an analysis to its end, on a server or with plugins that it starts. Meanwhile it
 * shows the run on standard error; at the end it writes a report to standard output. The exit code is the verdict.
 */
public final class RunCommand {
    private static final String USAGE = """
            usage: assay run FILE... [--arg NAME=VALUE]... [--plugins CONFIGMAP] [--timeout 30m] [--output text|json|junit]
                   assay run FILE... --server URL [--token-file FILE] [--ca-file FILE] [--arg NAME=VALUE]... [...]
                   Takes an analysis to its end by the rules of Argo Rollouts; the exit code is the verdict.
                   FILE                 manifests: an AnalysisRun, or AnalysisTemplates and ClusterAnalysisTemplates, which
                                        are merged into one run; - for standard input
                   --arg NAME=VALUE     the value of an argument of the analysis; once for each
                   --plugins CONFIGMAP  the manifest of the ConfigMap with the plugins, which are started for this run; by
                                        default the setting assay.config.file, else the samples that come with Assay
                   --server URL         an Assay that runs the analysis instead: http://HOST:PORT or https://HOST:PORT
                   --token-file FILE    a token that the server is shown, read for each request
                   --ca-file FILE       certificates (PEM) to trust in place of those that come with Java
                   --timeout DURATION   the longest time for the run, such as 30m; then it is terminated; by default none
                   --output FORM        the report on standard output: text, the default; json, the whole AnalysisRun; junit
                   Progress goes to standard error: a live view on a terminal, else a line for each measurement. NO_COLOR
                   means no colours.
            exit code: 0 Successful, 1 Failed, 2 wrong usage or refused input, 3 Inconclusive, 4 Error, also of a server
            that cannot be reached or a report that cannot be written, 5 --timeout was over, 130 interrupted; at 5 and 130
            the run is terminated in the plugins first
            """;

    /** The exit code where the report of a good run cannot be written. It is not that of a run that failed. */
    public static final int UNWRITTEN = Verdict.ERROR.code();

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final LocalPlaces places;

    /** Makes the place for a run with plugins that are started for it. */
    public interface LocalPlaces {
        /**
         * Makes the place; starts nothing. Blocks.
         *
         * @param plugins the file of the ConfigMap, or {@code -}; empty for the one of the settings
         * @param in standard input
         * @param warnings gets those of the log, on any thread
         * @throws InputRefusedException with the faults of the settings, or of the file
         */
        RunPlace make(Optional<String> plugins, InputStream in, Consumer<String> warnings) throws InputRefusedException;
    }

    /** @param environment of this process */
    public RunCommand(
            InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, LocalPlaces places) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
        this.places = places;
    }

    /** Runs the command and gives its exit code. Blocks. */
    public int run(List<String> words) {
        return new Usage(USAGE, Verdict.REFUSED.code(), out, err).run(words, RunArguments::parse, this::run);
    }

    private int run(RunArguments arguments) {
        try {
            RunInput input = RunInput.read(arguments.files(), arguments.arguments(), in);
            return run(arguments, input);
        } catch (InputRefusedException e) {
            e.faults().forEach(err::println);
            if (arguments.form() == RunForm.JUNIT) {
                // A CI system takes an empty file for a broken one, and shows no reason.
                out.print(JUnitReport.of(new Outcome(Verdict.REFUSED, Optional.empty(), e.faults())));
                out.flush();
            }
            return Verdict.REFUSED.code();
        }
    }

    private int run(RunArguments arguments, RunInput input) throws InputRefusedException {
        Progress progress = Progress.on(err, Terminal.atStandardError(environment), InstantSource.system());
        RunLoop loop = new RunLoop(progress, arguments.timeout(), System::nanoTime);
        RunPlace place = place(arguments, loop);
        Interruption signal = Interruption.telling(() -> loop.interrupt(place));
        try {
            input.warnings().forEach(warning -> progress.note("warning: " + warning));
            Outcome outcome = followed(place, loop, input);
            progress.end();
            report(outcome, arguments.form());
            return outcome.verdict().code();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Verdict.INTERRUPTED.code();
        } finally {
            signal.done();
        }
    }

    /** Follows the run to its end, and ends everything that was begun for it. */
    private static Outcome followed(RunPlace place, RunLoop loop, RunInput input) throws InterruptedException {
        try (place) {
            return loop.run(place, input.manifest());
        }
    }

    private RunPlace place(RunArguments arguments, RunLoop loop) throws InputRefusedException {
        if (arguments.server().isEmpty()) {
            return places.make(arguments.plugins(), in, loop::note);
        }
        Optional<Path> tokenFile = arguments.tokenFile();
        if (tokenFile.isPresent() && !Files.isReadable(tokenFile.get())) {
            throw new InputRefusedException(List.of("tried to read the token in --token-file, but there is no file "
                    + tokenFile.get() + " that can be read; correct the path"));
        }
        if (tokenFile.isPresent() && !arguments.server().get().tls()) {
            loop.note("warning: --server is http://, and whoever sees the traffic sees the token");
        }
        return new ServerPlace(arguments.server().get(), tokenFile, tls(arguments.caFile()));
    }

    private static Optional<SSLContext> tls(Optional<Path> caFile) throws InputRefusedException {
        if (caFile.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Trust.context(caFile.get()));
        } catch (IOException e) {
            throw new InputRefusedException(List.of("tried to read the certificates in --ca-file " + caFile.get()
                    + ", but " + e + "; name a file with certificates as PEM"));
        }
    }

    private void report(Outcome outcome, RunForm form) {
        Terminal screen =
                form == RunForm.TEXT ? Terminal.atStandardOutput(environment) : Terminal.atStandardError(environment);
        String summary = SummaryText.of(outcome, screen.columns());
        switch (form) {
            case TEXT -> out.print(summary);
            case JSON -> {
                err.print(summary);
                outcome.run()
                        .map(RunSnapshot::json)
                        .ifPresent(json -> out.print(json.toPrettyString() + System.lineSeparator()));
            }
            case JUNIT -> {
                err.print(summary);
                out.print(JUnitReport.of(outcome));
            }
        }
        out.flush();
        err.flush();
    }
}
