package dev.assay.analysis.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.analysis.Analysis;
import dev.assay.analysis.AnalysisException;
import dev.assay.metric.AnalysisRun;
import java.util.List;
import java.util.Random;

/**
 * Makes a run, the looks at it, and all answers of its providers, by a seed. The form is that of {@code script} in
 * {@code src/test/go-argo/cmd/analysis-run}.
 */
final class RunScripts {
    private static final List<String> INTERVALS = List.of("", "500ms", "1s", "5s", "10s", "10s", "1m", "0s");
    private static final List<String> DELAYS = List.of("", "", "", "", "", "0s", "1s", "15s", "1m");
    private static final List<String> COUNTS = List.of(
            "", "", "", "0", "1", "2", "3", "5", "7", "12", "30", "'3'", "'+2'", "'{{args.count}}'", "'many'", "-1");
    private static final List<String> LIMITS =
            List.of("", "0", "1", "2", "3", "4", "8", "20", "'1'", "'{{args.limit}}'", "'x'");
    private static final List<String> DRY_RUNS = List.of("m0", "m[12]", ".*", "1$", "^m0$", "m", "none", "*");
    private static final List<Integer> WAITS =
            List.of(0, 1, 100, 999, 1000, 1001, 4999, 5000, 5001, 9999, 10_000, 10_001, 15_000, 30_000, 60_001);
    private static final List<String> PHASES =
            List.of("Successful", "Failed", "Inconclusive", "Error", "Running", "Pending", "", "Unheard");
    private static final int MOST_ATTEMPTS = 50;

    private final Random random;

    /** How likely each phase is, so that some runs are all errors and others go well. */
    private final int[] weights = new int[PHASES.size()];

    private RunScripts(long seed) {
        this.random = new Random(seed);
        int[] usual = {12, 3, 2, 3, 3, 1, 1, 1};
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextInt(usual[i] + 1);
        }
        weights[0]++;
    }

    static ObjectNode script(long seed) {
        return new RunScripts(seed).script("run-" + seed);
    }

    private ObjectNode script(String name) {
        ObjectNode script = object();
        script.put("name", name);
        script.set("run", run());
        script.put("persist", chance(70));
        ArrayNode steps = script.putArray("steps");
        int count = 8 + random.nextInt(22);
        int terminated = chance(25) ? random.nextInt(count) : -1;
        for (int i = 0; i < count; i++) {
            steps.addObject().put("wait", one(WAITS)).put("terminate", i == terminated);
        }
        ObjectNode answers = script.putObject("answers");
        ObjectNode metadata = script.putObject("metadata");
        for (var metric : script.path("run").path("spec").path("metrics")) {
            String metricName = metric.path("name").asText();
            ArrayNode list = answers.putArray(metricName);
            for (int i = random.nextInt(25); i > 0; i--) {
                list.add(answer());
            }
            if (chance(50)) {
                metadata.putObject(metricName).put("query", "up > 0").put("a", metricName);
            }
        }
        ArrayNode collections = script.putArray("collections");
        for (int i = random.nextInt(6); i > 0; i--) {
            collections.add(chance(50) ? "tried to collect, but in vain" : "");
        }
        return script;
    }

    /** Most are valid. */
    private ObjectNode run() {
        boolean invalid = chance(6);
        ObjectNode run = anyRun();
        for (int i = 0; i < MOST_ATTEMPTS && !invalid && !isValid(run); i++) {
            run = anyRun();
        }
        return run;
    }

    private static boolean isValid(ObjectNode json) {
        AnalysisRun run = new AnalysisRun(json.deepCopy());
        try {
            RunRules unused = RunRules.of(run, Analysis.resolve(run.metrics(), run.arguments(), Integer.MAX_VALUE));
            return true;
        } catch (AnalysisException e) {
            return false;
        }
    }

    private ObjectNode anyRun() {
        ObjectNode run = object();
        run.putObject("metadata").put("name", "run").put("namespace", "default");
        ObjectNode spec = run.putObject("spec");
        ArrayNode metrics = spec.putArray("metrics");
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            metrics.add(metric("m" + (chance(1) ? 0 : i)));
        }
        ArrayNode arguments = spec.putArray("args");
        arguments.addObject().put("name", "count").put("value", Integer.toString(1 + random.nextInt(5)));
        if (!chance(2)) {
            arguments.addObject().put("name", "limit").put("value", Integer.toString(random.nextInt(3)));
        }
        if (chance(35)) {
            spec.putArray("dryRun").addObject().put("metricName", one(DRY_RUNS));
        }
        if (chance(35)) {
            ArrayNode retention = spec.putArray("measurementRetention");
            retention.addObject().put("metricName", one(DRY_RUNS)).put("limit", random.nextInt(4));
            retention.addObject().put("metricName", ".*").put("limit", random.nextInt(15) - 1);
        }
        if (chance(40)) {
            ObjectNode ttl = spec.putObject("ttlStrategy");
            List.of("secondsAfterCompletion", "secondsAfterSuccess", "secondsAfterFailure").stream()
                    .filter(field -> chance(50))
                    .forEach(field -> ttl.put(field, random.nextInt(30)));
        }
        if (chance(3)) {
            spec.put("terminate", true);
        }
        return run;
    }

    private ObjectNode metric(String name) {
        ObjectNode metric = object();
        metric.put("name", name);
        put(metric, "interval", one(INTERVALS));
        put(metric, "initialDelay", one(DELAYS));
        putNumber(metric, "count", one(COUNTS));
        putNumber(metric, "failureLimit", chance(10) ? "-1" : one(LIMITS));
        putNumber(metric, "inconclusiveLimit", one(LIMITS));
        putNumber(metric, "consecutiveErrorLimit", one(LIMITS));
        putNumber(metric, "consecutiveSuccessLimit", chance(70) ? "" : one(LIMITS));
        metric.putObject("provider").putObject("plugin").putObject("dev/scripted");
        return metric;
    }

    private ObjectNode answer() {
        ObjectNode answer = object();
        if (chance(30)) {
            answer.put("takes", random.nextInt(20_000));
        }
        if (chance(3)) {
            return answer.put("fault", "unable to find the plugin");
        }
        String phase = phase();
        answer.put("phase", phase);
        put(answer, "message", chance(30) ? "  said " + random.nextInt(100) + " <&> " : "");
        put(answer, "value", chance(70) ? Integer.toString(random.nextInt(100)) : "");
        if (chance(20)) {
            answer.putObject("metadata").put("job", Integer.toString(random.nextInt(100)));
        }
        answer.put("started", chance(80));
        boolean inProgress =
                !List.of("Successful", "Failed", "Inconclusive", "Error").contains(phase);
        answer.put("finished", chance(inProgress ? 5 : 60));
        if (chance(inProgress ? 70 : 5)) {
            answer.put("resume", random.nextInt(40_000) - 2_000);
        }
        return answer;
    }

    private String phase() {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int at = random.nextInt(sum);
        int index = 0;
        while (at >= weights[index]) {
            at -= weights[index++];
        }
        return PHASES.get(index);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static void put(ObjectNode json, String field, String text) {
        if (!text.isEmpty()) {
            json.put(field, text);
        }
    }

    /** A number, or a text where it has quotes. */
    private static void putNumber(ObjectNode json, String field, String text) {
        if (text.startsWith("'")) {
            json.put(field, text.substring(1, text.length() - 1));
        } else if (!text.isEmpty()) {
            json.put(field, Integer.parseInt(text));
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
