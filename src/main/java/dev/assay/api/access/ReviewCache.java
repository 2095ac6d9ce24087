package dev.assay.api.access;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.assay.cluster.ClusterException;
import dev.assay.settings.AssaySettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The API server's answers to one kind of question. One question is asked once, however many wait for its answer. While the
 * API server does not answer, what it last said in a caller's favour is used for {@code assay.access.outage}. While it
 * answers, but too many questions wait, that is used for as long again as it is kept.
 */
final class ReviewCache<K, V extends Reviewed> {
    /** The time within which a new right, or a token that has become valid, is noticed. */
    private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(10);

    private final AsyncCache<K, Answer<V>> answers;
    private final Cache<K, Favourable<V>> favourable;
    private final Duration kept;
    private final Duration refusalKept;
    private final Outage outage;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Executor reviewers;
    private final QuestionShares shares;

    /**
     * @param most answers that are kept
     * @param reviewers runs what blocks; throws {@link RejectedExecutionException} when it is full
     * @param shares bounds the waiting questions of each asker
     * @param nanos a monotonic clock, in nanoseconds
     */
    ReviewCache(
            AssaySettings.Access settings,
            int most,
            Outage outage,
            Executor reviewers,
            QuestionShares shares,
            InstantSource clock,
            LongSupplier nanos) {
        this.kept = settings.cache();
        this.refusalKept = kept.compareTo(LONGEST_REFUSAL) < 0 ? kept : LONGEST_REFUSAL;
        this.outage = outage;
        this.reviewers = reviewers;
        this.shares = shares;
        this.clock = clock;
        this.nanos = nanos;
        this.answers = Caffeine.newBuilder()
                .maximumSize(most)
                .ticker(nanos::getAsLong)
                .expireAfter(Expiry.<K, Answer<V>>creating((key, answer) -> answer.lifetime))
                .executor(Runnable::run)
                .buildAsync();
        this.favourable = Caffeine.newBuilder()
                .maximumSize(most)
                .ticker(nanos::getAsLong)
                .expireAfterWrite(settings.outage())
                .executor(Runnable::run)
                .build();
    }

    private record Answer<V>(V value, Duration lifetime) {}

    private record Favourable<V>(V value, long at) {}

    /** The answer that is kept and in force; empty where the API server has to be asked. */
    Optional<V> present(K key) {
        @Nullable CompletableFuture<Answer<V>> answer = answers.getIfPresent(key);
        return answer == null || !answer.isDone() || answer.isCompletedExceptionally()
                ? Optional.empty()
                : Optional.of(answer.join().value);
    }

    /** Whether the last answer was in the caller's favour, and not too long ago. */
    boolean wasFavourable(K key) {
        return favourable.getIfPresent(key) != null;
    }

    /**
     * Gives the answer to a question.
     *
     * @param asker who causes the question, and has a share of those that may wait
     * @param review asks the API server, and blocks
     * @return fails with {@link ClusterException}, or with {@link RejectedExecutionException} when too many questions wait
     */
    CompletableFuture<V> get(K key, String asker, Supplier<V> review) {
        try {
            return answers.get(key, (k, unused) -> shares.ask(asker, () -> ask(k, review), reviewers))
                    .thenApply(Answer::value);
        } catch (RejectedExecutionException e) {
            return former(key, outage.isOn() ? Reviewed.FOREVER : kept.multipliedBy(2))
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> CompletableFuture.failedFuture(e));
        }
    }

    private Answer<V> ask(K key, Supplier<V> review) {
        Optional<ClusterException> recent = outage.recent();
        if (recent.isPresent()) {
            return formerAnswer(key, recent.get());
        }
        try {
            V value = review.get();
            outage.answered();
            if (!value.positive()) {
                favourable.invalidate(key);
                return new Answer<>(value, refusalKept);
            }
            favourable.put(key, new Favourable<>(value, nanos.getAsLong()));
            return answer(value, kept);
        } catch (ClusterException e) {
            outage.failed(e);
            return formerAnswer(key, e);
        }
    }

    /** Holds for a moment only, so that the API server is asked as soon as it is back. */
    private Answer<V> formerAnswer(K key, ClusterException failure) {
        return former(key, Reviewed.FOREVER)
                .map(value -> answer(value, Outage.PAUSE))
                .orElseThrow(() -> failure);
    }

    /** @param longest how long ago the API server may have said it */
    private Optional<V> former(K key, Duration longest) {
        return Optional.ofNullable(favourable.getIfPresent(key))
                .filter(known -> nanos.getAsLong() - known.at <= longest.toNanos())
                .map(Favourable::value)
                .filter(value -> !value.left(clock.instant()).isZero());
    }

    private Answer<V> answer(V value, Duration lifetime) {
        Duration left = value.left(clock.instant());
        return new Answer<>(value, left.compareTo(lifetime) < 0 ? left : lifetime);
    }
}
