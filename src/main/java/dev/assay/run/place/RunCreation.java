package dev.assay.run.place;

import dev.assay.pace.BackOff;
import dev.assay.run.report.RunSnapshot;
import dev.assay.text.DocumentException;
import dev.assay.text.HumanUnits;
import dev.assay.text.KubernetesName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongSupplier;

/** Creates a run on a server. What the server may have got is not sent again. For one thread. */
final class RunCreation {
    static final String PATH = "/api/v1/analysisruns";

    private final String server;
    private final ServerRequests requests;
    private final WaitLimits limits;
    private final RunListener listener;
    private final Pause pause;
    private final BackOff backOff;
    private final LongSupplier nanos;
    private final long begin;
    private boolean noted;

    /** A wait that somebody may end. */
    interface Pause {
        /** Gives whether it was ended. */
        boolean isEnded(Duration length) throws InterruptedException;
    }

    /** @param nanos as {@link System#nanoTime} */
    RunCreation(
            String server,
            ServerRequests requests,
            WaitLimits limits,
            RunListener listener,
            Pause pause,
            LongSupplier nanos) {
        this.server = server;
        this.requests = requests;
        this.limits = limits;
        this.listener = listener;
        this.pause = pause;
        this.backOff = new BackOff(limits.firstPause(), limits.longestPause(), new Random());
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
    }

    /** The name of the run; empty where the listener was told why there is none. */
    Optional<String> create(String manifest) throws InterruptedException {
        OptionalLong away = OptionalLong.empty();
        while (true) {
            long attempt = nanos.getAsLong();
            Duration again;
            try {
                ServerAnswer answer = requests.post(PATH, manifest);
                away = OptionalLong.empty();
                Optional<Duration> retryAfter = answer.status() == 503 ? answer.retryAfter() : Optional.empty();
                if (retryAfter.isEmpty() || since(begin).compareTo(limits.busy()) >= 0) {
                    return created(answer);
                }
                note("the server has no room for the run: " + String.join(" ", answer.problem()) + "; trying again for "
                        + HumanUnits.duration(limits.busy()));
                again = retryAfter.get();
            } catch (ServerFault fault) {
                if (fault.isSent()) {
                    return failed("tried to create the run at " + server + ", but " + fault.getMessage() + "; "
                            + ServerPlace.unknownCreation(server));
                }
                away = OptionalLong.of(away.orElse(attempt));
                if (fault.isLasting() || since(away.getAsLong()).compareTo(limits.connect()) >= 0) {
                    return failed(
                            "tried to reach Assay at " + server + ", but " + fault.getMessage() + "; " + remedy(fault));
                }
                note("tried to reach Assay at " + server + ", but " + fault.getMessage() + "; trying again for "
                        + HumanUnits.duration(limits.connect()));
                again = backOff.nextDelay();
            }
            if (pause.isEnded(again)) {
                return failed("the run was stopped before the server had it");
            }
        }
    }

    private static String remedy(ServerFault fault) {
        if (fault.getMessage().startsWith("TLS")) {
            return "give the certificates to trust with --ca-file, or correct --server";
        }
        return fault.isLasting() ? "correct --token-file" : "check --server, and that Assay runs there";
    }

    private Duration since(long start) {
        return Duration.ofNanos(nanos.getAsLong() - start);
    }

    /** Says it once. */
    private void note(String sentence) {
        if (!noted) {
            noted = true;
            listener.note(sentence);
        }
    }

    private Optional<String> created(ServerAnswer answer) {
        List<String> problem = answer.problem();
        return switch (answer.status()) {
            case 201 -> run(answer);
            case 400, 413, 415, 422 -> problem.isEmpty() ? strange(answer) : refused(problem);
            case 401 ->
                failed("tried to create the run at " + server + ", but it does not know who calls" + because(problem)
                        + "; give a token that it accepts with --token-file");
            case 403 ->
                failed("tried to create the run at " + server + ", but it does not permit that" + because(problem)
                        + "; ask for the right, or give another token with --token-file");
            case 404, 405 ->
                failed("tried to create the run at " + server + ", but there is no " + PATH
                        + "; check --server, it is no Assay, or one that is too old");
            default ->
                problem.isEmpty()
                        ? strange(answer)
                        : failed("tried to create the run at " + server + ", but it answered with status "
                                + answer.status() + because(problem) + "; try again later");
        };
    }

    private static String because(List<String> problem) {
        return problem.isEmpty() ? "" : " (" + String.join(" ", problem) + ")";
    }

    private Optional<String> run(ServerAnswer answer) {
        RunSnapshot run;
        try {
            run = answer.run();
        } catch (DocumentException e) {
            return strange(answer);
        }
        // The name becomes a part of a path.
        if (!KubernetesName.isObject(run.name())) {
            return strange(answer);
        }
        answer.warnings().forEach(warning -> listener.note("warning: " + warning));
        listener.note("created AnalysisRun " + run.name() + " at " + server);
        listener.state(run);
        return run.isOver() ? Optional.empty() : Optional.of(run.name());
    }

    private Optional<String> strange(ServerAnswer answer) {
        return failed("tried to run the analysis at " + server + ", but it answered with status " + answer.status()
                + " and nothing that an Assay says; check --server");
    }

    private Optional<String> refused(List<String> faults) {
        listener.refused(faults);
        return Optional.empty();
    }

    private Optional<String> failed(String reason) {
        listener.failed(List.of(reason));
        return Optional.empty();
    }
}
