package dev.assay.wire;

import dev.assay.metric.CallException;
import dev.assay.metric.Measurement;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.ProviderException;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a provider's seven verbs, as both protocols carry them. A failure of the provider is an answer: an Error
 * measurement as {@code MarkMeasurementError} in Argo's {@code utils/metric/metric.go} makes it, an error text, or the
 * metadata key {@code error}. A {@link CallException} is none: the provider did not answer, and the call fails with it. Each
 * answer is lazy; cancelling it cancels the verb. Thread-safe.
 */
public final class ProviderAnswers {
    private final MetricProvider provider;
    private final InstantSource clock;

    /** @param clock for the times of measurements that failed */
    public ProviderAnswers(MetricProvider provider, InstantSource clock) {
        this.provider = provider;
        this.clock = clock;
    }

    /**
     * Fails with {@link CallException} only.
     *
     * @param verb also what it throws is an answer
     */
    public Uni<Measurement> measurement(Function<MetricProvider, Uni<Measurement>> verb) {
        return Uni.createFrom().deferred(() -> {
            Instant start = clock.instant();
            return answer(provider -> answered(verb.apply(provider)))
                    .invoke(ProviderAnswers::requireComplete)
                    .onFailure(ProviderAnswers::isAnswer)
                    .recoverWithItem(failure -> Measurement.error(text(failure), start, clock.instant()));
        });
    }

    /**
     * The text of the error, empty for none. Fails with {@link CallException} only.
     *
     * @param verb also what it throws is an answer
     */
    public Uni<String> error(Function<MetricProvider, Uni<Void>> verb) {
        return answer(verb).replaceWith("").onFailure(ProviderAnswers::isAnswer).recoverWithItem(ProviderAnswers::text);
    }

    /**
     * Fails with {@link CallException} only.
     *
     * @param verb also what it throws is an answer
     */
    public Uni<Map<String, String>> metadata(Function<MetricProvider, Uni<Map<String, String>>> verb) {
        return answer(provider -> answered(verb.apply(provider)))
                .invoke(ProviderAnswers::requireComplete)
                .onFailure(ProviderAnswers::isAnswer)
                .recoverWithItem(failure -> Map.of("error", text(failure)));
    }

    /** Has no place for an error, so it fails with {@link ProviderException}, or with {@link CallException}. */
    public Uni<String> type() {
        return answer(provider -> answered(provider.type()))
                .onFailure(ProviderAnswers::isAnswer)
                .transform(failure -> new ProviderException(text(failure)));
    }

    private <T> Uni<T> answer(Function<MetricProvider, Uni<T>> verb) {
        return Uni.createFrom().deferred(() -> verb.apply(provider));
    }

    private static <T> Uni<T> answered(Uni<T> answer) {
        return answer.onItem().ifNull().failWith(() -> new ProviderException("the plugin returned nothing"));
    }

    /** A provider is foreign code, which nothing keeps from using null; neither protocol can carry it. */
    private static void requireComplete(Measurement measurement) {
        require("phase", measurement.phase());
        require("phase", measurement.phase().text());
        require("message", measurement.message());
        require("value", measurement.value());
        requireComplete(measurement.metadata());
    }

    private static void requireComplete(Map<String, String> metadata) {
        metadata.forEach((key, value) -> {
            require("key in metadata", key);
            require("value of the metadata " + key, value);
        });
    }

    private static void require(String what, @Nullable Object value) {
        if (value == null) {
            throw new ProviderException("the plugin returned null as " + what);
        }
    }

    private static boolean isAnswer(Throwable failure) {
        return !(failure instanceof CallException);
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getName() : message;
    }
}
