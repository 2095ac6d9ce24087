package dev.assay.analysis.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.analysis.Analysis;
import dev.assay.analysis.AnalysisException;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.text.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a script of {@link RunScripts} through the rules, as {@code src/test/go-argo/cmd/analysis-run} does through Argo's. */
final class ScriptPlayer {
    private static final OpenCalls NO_CALLS = new OpenCalls(Set.of(), Set.of());
    private static final Measurement SUCCESS =
            new Measurement(Phase.SUCCESSFUL, "", Instant.EPOCH, Instant.EPOCH, "", Map.of(), null);

    private final ObjectNode script;
    private final Map<String, Iterator<JsonNode>> answers = new HashMap<>();
    private final Iterator<JsonNode> collections;
    private List<String> calls = new ArrayList<>();
    private AnalysisRunStatus status = AnalysisRunStatus.NEW;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private @Nullable RunRules rules;

    private ScriptPlayer(ObjectNode script) {
        this.script = script;
        script.path("answers")
                .properties()
                .forEach(
                        metric -> answers.put(metric.getKey(), metric.getValue().iterator()));
        collections = script.path("collections").iterator();
    }

    /** The outcome of each step, as the Go program writes it. */
    static ArrayNode play(ObjectNode script) {
        ScriptPlayer player = new ScriptPlayer(script);
        ArrayNode outcomes = JsonNodeFactory.instance.arrayNode();
        script.path("steps").forEach(step -> outcomes.add(player.step(step)));
        return outcomes;
    }

    private ObjectNode step(JsonNode step) {
        now = now.plusMillis(step.path("wait").asLong());
        calls = new ArrayList<>();
        RunRules known = rules();
        if (known == null) {
            return outcome(null, false);
        }
        if (step.path("terminate").asBoolean()) {
            known = known.terminated();
            rules = known;
        }
        Instant began = now;
        boolean deleted =
                known.endOfLife(status).filter(end -> !end.isAfter(began)).isPresent();
        turn(known);
        // Argo decides on the next look before it writes the status.
        ObjectNode outcome = outcome(known, deleted);
        if (script.path("persist").asBoolean()) {
            status = StatusReader.read(AnalysisRunStatusJson.write(status));
        }
        return outcome;
    }

    private @Nullable RunRules rules() {
        if (rules != null || status.phase().completed()) {
            return rules;
        }
        AnalysisRun run = new AnalysisRun(((ObjectNode) script.path("run")).deepCopy());
        List<Metric> metrics;
        try {
            metrics = Analysis.resolve(run.metrics(), run.arguments(), Integer.MAX_VALUE);
        } catch (AnalysisException e) {
            status = status.refused("Unable to resolve metric arguments: " + e.getMessage());
            return null;
        }
        try {
            rules = RunRules.of(run, metrics);
        } catch (AnalysisException e) {
            status = status.refused("Analysis spec invalid: " + e.getMessage());
        }
        return rules;
    }

    private void turn(RunRules known) {
        List<Answer> given = new ArrayList<>();
        Instant end = now;
        for (Task task : known.due(status, NO_CALLS, now)) {
            Answer answer = answer(task);
            given.add(answer);
            end = answer.at().isAfter(end) ? answer.at() : end;
        }
        now = end;
        AnalysisRunStatus next = known.next(status, given, NO_CALLS, now);
        if (!status.phase().completed()) {
            next = known.collected(next, collected(known.collections(next)));
        }
        status = next;
    }

    private Answer answer(Task task) {
        Iterator<JsonNode> left = answers.get(task.metric());
        Map<String, String> metadata = JsonFields.texts((ObjectNode) script.path("metadata"), task.metric(), "");
        String verb =
                switch (task.verb()) {
                    case RUN -> "run ";
                    case RESUME -> "resume ";
                    case TERMINATE -> "terminate ";
                };
        if (!left.hasNext()) {
            calls.add(verb + task.metric());
            Measurement success = SUCCESS.withStartedAt(now).withFinishedAt(now);
            return new Answer(task, success, metadata, now);
        }
        JsonNode next = left.next();
        Instant at = now.plusMillis(next.path("takes").asLong());
        if (next.has("fault")) {
            calls.add("none " + task.metric());
            return Answer.withoutProvider(task, next.path("fault").asText(), at);
        }
        calls.add(verb + task.metric());
        return new Answer(task, measurement(next, at), metadata, at);
    }

    private Measurement measurement(JsonNode answer, Instant at) {
        return new Measurement(
                new Phase(answer.path("phase").asText()),
                answer.path("message").asText(""),
                answer.path("started").asBoolean() ? now : null,
                answer.path("finished").asBoolean() ? at : null,
                answer.path("value").asText(""),
                JsonFields.texts((ObjectNode) answer, "metadata", ""),
                answer.has("resume") ? now.plusMillis(answer.path("resume").asLong()) : null);
    }

    private List<GarbageCollection> collected(List<GarbageCollection> due) {
        List<GarbageCollection> done = new ArrayList<>();
        for (GarbageCollection collection : due) {
            calls.add("collect " + collection.metric() + " " + collection.limit());
            if (collections.hasNext() && !collections.next().asText().isEmpty()) {
                break;
            }
            done.add(collection);
        }
        return done;
    }

    private ObjectNode outcome(@Nullable RunRules known, boolean deleted) {
        ObjectNode outcome = JsonNodeFactory.instance.objectNode();
        outcome.put("at", now.toEpochMilli());
        outcome.set("status", AnalysisRunStatusJson.write(status));
        ArrayNode list = outcome.putArray("calls");
        calls.forEach(list::add);
        if (known != null) {
            known.nextAt(status, Set.of(), now)
                    .map(next -> Duration.between(now, next))
                    .ifPresent(wait -> outcome.put("after", wait.isNegative() ? 0 : wait.toNanos()));
        }
        if (deleted) {
            outcome.put("deleted", true);
        }
        return outcome;
    }
}
