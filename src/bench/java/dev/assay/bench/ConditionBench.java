package dev.assay.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.condition.Condition;
import dev.assay.testing.go.GoCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** How long one evaluation of a condition takes, beside expr-lang in Go: parsed before, and parsed each time as Argo does. */
final class ConditionBench {
    private static final int AT_ONCE = 10_000;
    private static final long ROUND_NANOS = 300_000_000;

    private static final List<Case> CASES = List.of(
            new Case("len(result) > 0 && result[0] < 0.05", "floats:0.01,0.02", new double[] {0.01, 0.02}),
            new Case(
                    "all(result.pods, .restarts < 3) and result.errors / result.total < 0.01",
                    "json:{\"pods\":[{\"restarts\":0},{\"restarts\":2},{\"restarts\":1}],\"errors\":3,\"total\":1000}",
                    Map.of(
                            "pods",
                            List.of(Map.of("restarts", 0.0), Map.of("restarts", 2.0), Map.of("restarts", 1.0)),
                            "errors",
                            3.0,
                            "total",
                            1000.0)));

    private ConditionBench() {}

    /**
     * A condition that holds for a result.
     *
     * @param question the result as the Go command reads it
     */
    private record Case(String condition, String question, Object result) {}

    /** Nanoseconds in Go. */
    private record GoTimes(double parsed, double whole) {}

    static void measure(Table table, int rounds) throws IOException, InterruptedException {
        List<List<GoTimes>> go = new ArrayList<>();
        for (int i = 0; i < Math.max(1, rounds / 2); i++) {
            go.add(askGo());
        }
        for (int i = 0; i < CASES.size(); i++) {
            int place = i;
            Case one = CASES.get(i);
            String what = "condition `" + one.condition().replace("|", "\\|") + "`, ";
            Distribution parsed = Distribution.of(
                    go.stream().map(times -> times.get(place).parsed()).toList());
            Distribution whole = Distribution.of(
                    go.stream().map(times -> times.get(place).whole()).toList());
            Condition condition = Condition.parse(one.condition());
            table.figure(what + "parsed before, Go", "%.0f ns", parsed);
            table.ratio(
                    what + "parsed before, Assay",
                    "%.0f ns",
                    nanos(rounds, () -> condition.evaluate(one.result())),
                    parsed.median(),
                    "");
            table.figure(what + "parsed each time, Go", "%.0f ns", whole);
            table.ratio(
                    what + "parsed each time, Assay",
                    "%.0f ns",
                    nanos(rounds, () -> Condition.evaluate(one.condition(), one.result())),
                    whole.median(),
                    "");
        }
    }

    /** The time of each round. As many come before them, and do not count. */
    private static Distribution nanos(int rounds, BooleanSupplier evaluation) {
        List<Double> nanos = new ArrayList<>();
        for (int i = -rounds; i < rounds; i++) {
            double taken = nanos(evaluation);
            if (i >= 0) {
                nanos.add(taken);
            }
        }
        return Distribution.of(nanos);
    }

    private static double nanos(BooleanSupplier evaluation) {
        long begin = System.nanoTime();
        long count = 0;
        long taken = 0;
        while (taken < ROUND_NANOS) {
            for (int i = 0; i < AT_ONCE; i++) {
                if (!evaluation.getAsBoolean()) {
                    throw new IllegalStateException("the condition does not hold");
                }
            }
            count += AT_ONCE;
            taken = System.nanoTime() - begin;
        }
        return (double) taken / count;
    }

    private static List<GoTimes> askGo() throws IOException, InterruptedException {
        Path questions = Files.createTempFile("conditions", ".jsonl");
        try {
            Files.write(questions, CASES.stream().map(ConditionBench::line).toList());
            Process process = new ProcessBuilder(
                            GoCommands.executable("evaluate").toString(), "-bench")
                    .redirectInput(questions.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String answers = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("tried to measure expr-lang, but the program ended with " + process.exitValue()
                        + "; its output says why");
            }
            return answers.lines().map(ConditionBench::times).toList();
        } finally {
            Files.delete(questions);
        }
    }

    private static String line(Case one) {
        try {
            return new ObjectMapper()
                    .writeValueAsString(Map.of("expression", one.condition(), "result", one.question()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoTimes times(String line) {
        int blank = line.indexOf(' ');
        return new GoTimes(Double.parseDouble(line.substring(0, blank)), Double.parseDouble(line.substring(blank + 1)));
    }
}
