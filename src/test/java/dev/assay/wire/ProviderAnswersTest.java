package dev.assay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import dev.assay.testing.FakePlugin;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderAnswersTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final FakePlugin plugin = new FakePlugin();
    private final ProviderAnswers answers = new ProviderAnswers(plugin, InstantSource.fixed(NOW));

    @Test
    void a_failure_of_the_provider_is_an_answer() {
        plugin.onRun(() -> Uni.createFrom().failure(new IllegalStateException("boo")));

        assertThat(await(run()))
                .isEqualTo(Measurement.error("boo", NOW, NOW))
                .extracting(Measurement::phase)
                .isEqualTo(Phase.ERROR);
        assertThat(await(answers.error(provider -> failed(new ProviderException("no")))))
                .isEqualTo("no");
        assertThat(await(answers.metadata(provider -> failed(new ProviderException("no")))))
                .containsEntry("error", "no");
    }

    @Test
    void a_call_that_the_provider_could_not_answer_fails() {
        CallException away = new CallException(Remedy.RETRY, "tried it, but it is away; call again");
        plugin.onRun(() -> Uni.createFrom().failure(away));

        assertThatThrownBy(() -> await(run())).isSameAs(away);
        assertThatThrownBy(() -> await(answers.error(provider -> failed(away)))).isSameAs(away);
        assertThatThrownBy(() -> await(answers.metadata(provider -> failed(away))))
                .isSameAs(away);
    }

    @Test
    void exceptions_and_nulls_of_a_verb_are_answers_that_say_so() {
        assertThat(await(answers.measurement(provider -> {
                    throw new IllegalStateException("thrown");
                })))
                .isEqualTo(Measurement.error("thrown", NOW, NOW));
        assertThat(message(null)).isEqualTo("the plugin returned nothing");
        assertThat(message(Measurement.EMPTY.withValue(null))).isEqualTo("the plugin returned null as value");
        assertThat(message(Measurement.EMPTY.withPhase(null))).isEqualTo("the plugin returned null as phase");
        Map<String, String> metadata = new HashMap<>();
        metadata.put("query", null);
        assertThat(await(answers.metadata(provider -> Uni.createFrom().item(metadata))))
                .isEqualTo(Map.of("error", "the plugin returned null as value of the metadata query"));
    }

    private String message(Measurement measurement) {
        return await(answers.measurement(provider -> Uni.createFrom().item(measurement)))
                .message();
    }

    private Uni<Measurement> run() {
        return answers.measurement(provider -> provider.run(AnalysisRun.EMPTY, Metric.EMPTY));
    }

    private static <T> Uni<T> failed(RuntimeException failure) {
        return Uni.createFrom().failure(failure);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
