package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.Json;
import dev.assay.wire.netrpc.DifferentialCorpus.Case;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests that order an answer from {@code cmd/digest}. */
public final class DifferentialAnswers {
    private static final List<String> PHASES =
            List.of("", "Successful", "Running", "Pending", "Inconclusive", "Error", "Failed", "error", "Odd \u00e4");

    /** Go itself cannot send a time whose zone is one minute behind UTC ({@code MarshalBinary} in {@code time/time.go}). */
    private static final String NEVER_SENT = "-00:01";

    private static final List<String> TIMES = Stream.concat(
                    JsonSamples.TIMES.stream().filter(time -> !time.endsWith(NEVER_SENT)),
                    Stream.of(
                            "",
                            "2024-01-02T03:04:05.999999999+01:30:15",
                            "2024-01-02T03:04:05-00:00:01",
                            "1970-01-01T00:00:00Z",
                            "1969-12-31T23:59:59.5Z"))
            .toList();

    private DifferentialAnswers() {}

    public static Stream<Case> all() {
        return IntStream.range(0, 150).mapToObj(seed -> {
            Random random = new Random(seed);
            ObjectNode order = Json.object("{}").put("bare", random.nextBoolean());
            order.put("phase", pick(random, PHASES));
            for (String text : List.of("message", "value", "error")) {
                if (random.nextBoolean()) {
                    order.put(text, pick(random, JsonSamples.TEXTS));
                }
            }
            for (String time : List.of("startedAt", "finishedAt", "resumeAt")) {
                if (random.nextBoolean()) {
                    order.put(time, pick(random, TIMES));
                }
            }
            if (random.nextBoolean()) {
                ObjectNode metadata = order.putObject("metadata");
                for (int left = random.nextInt(5); left > 0; left--) {
                    metadata.put(pick(random, JsonSamples.TEXTS), pick(random, JsonSamples.TEXTS));
                }
                if (random.nextInt(3) == 0) {
                    metadata.put("error", pick(random, JsonSamples.TEXTS));
                }
            }
            ObjectNode body = Json.object("{}");
            body.putObject("metric").putObject("provider").putObject("plugin").set(DifferentialCorpus.PLUGIN, order);
            return new Case("answer " + order, body);
        });
    }

    private static String pick(Random random, List<String> samples) {
        return samples.get(random.nextInt(samples.size()));
    }
}
