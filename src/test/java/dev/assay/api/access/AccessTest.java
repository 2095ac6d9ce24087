package dev.assay.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ForwardingExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import dev.assay.cluster.Cluster;
import dev.assay.cluster.ClusterCall;
import dev.assay.cluster.ClusterException;
import dev.assay.cluster.ClusterUser;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.settings.AssaySettings;
import dev.assay.testing.FakeTime;
import dev.assay.testing.TestSettings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The questions to the API server, and how long its answers hold. */
class AccessTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String HERE = "10.0.0.1";
    private static final ClusterUser USER = new ClusterUser("user", "1", List.of(), Map.of());
    private static final Right RUN = Right.toCall("acme/latency", "run");

    private final FakeReviews api = new FakeReviews();
    private final FakeTime time = new FakeTime();
    private final AssaySettings.Access settings = TestSettings.of(
                    Map.of("assay.access.cache", "1m", "assay.access.outage", "15m"))
            .access();

    /** Asks on the thread of the test, so that an answer is kept when the next question is asked. */
    private final Access access =
            new Access(false, settings, api, MoreExecutors.newDirectExecutorService(), time, time::nanoTime);

    @Test
    void a_token_is_shown_once_while_its_answer_holds() {
        assertThat(caller("good").getName()).isEqualTo("user of good");
        time.advance(Duration.ofSeconds(59));
        assertThat(caller("good").getName()).isEqualTo("user of good");
        assertThat(api.asked).containsExactly("token good");
        time.advance(Duration.ofSeconds(2));
        assertThat(caller("good").getName()).isEqualTo("user of good");
        assertThat(api.asked).hasSize(2);
    }

    @Test
    void a_refusal_holds_for_a_shorter_time() {
        refused(Kind.UNKNOWN_CALLER, () -> caller("bad"));
        time.advance(Duration.ofSeconds(9));
        refused(Kind.UNKNOWN_CALLER, () -> caller("bad"));
        assertThat(api.asked).hasSize(1);
        time.advance(Duration.ofSeconds(2));
        refused(Kind.UNKNOWN_CALLER, () -> caller("bad"));
        assertThat(api.asked).hasSize(2);
    }

    @Test
    void each_refused_request_is_counted_by_its_reason_whether_the_api_server_was_asked_or_not() {
        refused(Kind.UNKNOWN_CALLER, () -> caller("bad"));
        refused(Kind.UNKNOWN_CALLER, () -> caller("bad"));
        refused(Kind.FORBIDDEN, () -> require(caller("good"), RUN));
        assertThat(access.refused(Kind.UNKNOWN_CALLER)).isEqualTo(2);
        assertThat(access.refused(Kind.FORBIDDEN)).isOne();
        assertThat(access.refused(Kind.UNCHECKED)).isZero();
    }

    @Test
    void a_right_is_asked_for_once_while_its_answer_holds() {
        api.granted.add("post /api/v1/plugins/acme/latency/run");
        KnownCaller caller = caller("good");
        require(caller, RUN);
        require(caller, RUN);
        assertThat(api.asked).containsExactly("token good", "post /api/v1/plugins/acme/latency/run");
        api.granted.clear();
        time.advance(Duration.ofSeconds(61));
        refused(Kind.FORBIDDEN, () -> require(caller, RUN));
        api.granted.add("post /api/v1/plugins/acme/latency/run");
        time.advance(Duration.ofSeconds(11));
        require(caller, RUN);
    }

    @Test
    void the_right_of_one_caller_is_not_that_of_another() {
        api.granted.add("post /api/v1/plugins/acme/latency/run");
        require(caller("good-1"), RUN);
        api.granted.clear();
        refused(Kind.FORBIDDEN, () -> require(caller("good-2"), RUN));
    }

    @Test
    void many_requests_with_one_new_token_make_one_question() {
        CountDownLatch answered = new CountDownLatch(1);
        api.failure = () -> {
            await(answered);
            return null;
        };
        try (Access real = new Access(false, settings, api, time, time::nanoTime)) {
            List<CompletableFuture<KnownCaller>> all = IntStream.range(0, 50)
                    .mapToObj(i -> real.caller("good", HERE).subscribeAsCompletionStage())
                    .toList();
            answered.countDown();
            all.forEach(one -> assertThat(one.join().getName()).isEqualTo("user of good"));
        }
        assertThat(api.asked).containsExactly("token good");
    }

    @Test
    void who_was_known_stays_so_while_the_api_server_is_away_and_others_are_told_to_wait() {
        api.granted.add("post *");
        KnownCaller caller = caller("good");
        require(caller, RUN);
        time.advance(Duration.ofMinutes(2));
        api.failure = AccessTest::away;
        require(caller("good"), RUN);
        refused(Kind.UNCHECKED, () -> caller("good-new"));
        refused(Kind.UNCHECKED, () -> require(caller, Right.toMeasure()));
        time.advance(Duration.ofMinutes(12));
        require(caller("good"), RUN);
        time.advance(Duration.ofMinutes(2));
        refused(Kind.UNCHECKED, () -> caller("good"));
    }

    @Test
    void an_api_server_that_is_away_is_not_asked_for_each_request() {
        api.failure = AccessTest::away;
        IntStream.range(0, 20).forEach(i -> refused(Kind.UNCHECKED, () -> caller("good-" + i)));
        assertThat(api.asked).hasSize(1);
        api.failure = () -> null;
        time.advance(Outage.PAUSE);
        assertThat(caller("good-0").getName()).isEqualTo("user of good-0");
    }

    @Test
    void a_token_is_not_known_past_its_own_end() {
        String token = "good"
                + TokenExpiryTest.token(
                        "{\"exp\":" + time.instant().plusSeconds(90).getEpochSecond() + "}");
        assertThat(caller(token).getName()).isNotEmpty();
        time.advance(Duration.ofSeconds(80));
        api.failure = AccessTest::away;
        assertThat(caller(token).getName()).isNotEmpty();
        time.advance(Duration.ofSeconds(11));
        refused(Kind.UNCHECKED, () -> caller(token));
    }

    @Test
    void who_tries_tokens_is_soon_not_heard_and_others_are() {
        IntStream.range(0, RefusedTokens.MOST).forEach(i -> refused(Kind.UNKNOWN_CALLER, () -> caller("bad-" + i)));
        refused(Kind.TOO_MANY_TOKENS, () -> caller("bad-more"));
        assertThat(api.asked).hasSize(RefusedTokens.MOST);
        assertThat(access.caller("good", "10.0.0.2").await().atMost(TIMEOUT).getName())
                .isEqualTo("user of good");
        time.advance(RefusedTokens.WINDOW);
        assertThat(caller("good-3").getName()).isEqualTo("user of good-3");
    }

    @Test
    void who_was_known_is_heard_among_bad_tokens_from_the_same_address() {
        assertThat(caller("good").getName()).isNotEmpty();
        time.advance(Duration.ofMinutes(2));
        IntStream.range(0, RefusedTokens.MOST).forEach(i -> refused(Kind.UNKNOWN_CALLER, () -> caller("bad-" + i)));
        assertThat(caller("good").getName()).isNotEmpty();
    }

    @Test
    void a_path_that_can_be_written_in_two_ways_is_not_asked_about() {
        api.granted.add("view *");
        KnownCaller caller = caller("good");
        refused(Kind.FORBIDDEN, () -> require(caller, new Right("/api/v1/plugins/a%2Fb", "view")));
        assertThat(api.asked).containsExactly("token good");
    }

    @Test
    void the_sentence_names_user_path_and_verb() {
        KnownCaller caller = caller("good");
        assertThatThrownBy(() -> require(caller, RUN))
                .hasMessage(
                        "tried to post /api/v1/plugins/acme/latency/run for user of good, but RBAC does not allow it;"
                                + " bind this user to a ClusterRole that has the verb post for the non-resource URL"
                                + " /api/v1/plugins/acme/latency/run");
    }

    private static ClusterException away() {
        Cluster cluster = new Cluster(
                () -> {
                    throw new IllegalStateException("it is away");
                },
                Optional.empty());
        return catchThrowableOfType(
                ClusterException.class,
                () -> cluster.ask(new ClusterCall("create", "tokenreviews", "", ""), api -> ""));
    }

    private KnownCaller caller(String token) {
        return access.caller(token, HERE).await().atMost(TIMEOUT);
    }

    private void require(KnownCaller caller, Right right) {
        access.require(caller, right).await().atMost(TIMEOUT);
    }

    @Test
    void more_questions_than_may_wait_are_told_to_come_again() {
        CountDownLatch answered = new CountDownLatch(1);
        api.failure = () -> {
            await(answered);
            return null;
        };
        try (Access real = new Access(false, settings, api, time, time::nanoTime)) {
            List<CompletableFuture<KnownCaller>> all = IntStream.range(0, 300)
                    .mapToObj(i -> real.caller("good-" + i, "10.0.0." + i % 3).subscribeAsCompletionStage())
                    .toList();
            refused(Kind.UNCHECKED, () -> real.caller("good-more", HERE).await().atMost(TIMEOUT));
            answered.countDown();
            assertThat(all.stream().filter(CompletableFuture::isCompletedExceptionally))
                    .hasSizeBetween(1, 50);
            assertThat(all.get(0).join().getName()).isEqualTo("user of good-0");
        }
    }

    @Test
    void one_caller_with_ever_new_questions_leaves_room_for_others() {
        List<Runnable> waiting = new ArrayList<>();
        try (Access real = access(new Reviewers(waiting::add))) {
            KnownCaller greedy = new KnownCaller(USER, "digest-1", Optional.empty());
            KnownCaller other = new KnownCaller(USER, "digest-2", Optional.empty());
            IntStream.range(0, 300).forEach(i -> begin(real.require(greedy, Right.toCall("acme/p" + i, "run"))));
            assertThat(waiting).hasSize(128);
            begin(real.require(other, RUN));
            assertThat(waiting).hasSize(129);

            IntStream.range(0, 300).forEach(i -> begin(real.caller("good-" + i, HERE)));
            assertThat(waiting).hasSize(257);
            begin(real.caller("good-more", "10.0.0.2"));
            assertThat(waiting).hasSize(258);

            List.copyOf(waiting).forEach(Runnable::run);
            begin(real.require(greedy, Right.toCall("acme/more", "run")));
            assertThat(waiting).as("after the answers its share is free again").hasSize(259);
        }
    }

    @Test
    void a_right_that_was_taken_away_ends_soon_though_too_many_questions_wait() {
        AtomicBoolean full = new AtomicBoolean();
        api.granted.add("post *");
        try (Access real = access(Reviewers.unless(full))) {
            KnownCaller caller = real.caller("good", HERE).await().atMost(TIMEOUT);
            real.require(caller, RUN).await().atMost(TIMEOUT);
            api.granted.clear();
            full.set(true);
            time.advance(Duration.ofSeconds(119));
            real.require(caller, RUN).await().atMost(TIMEOUT);
            time.advance(Duration.ofSeconds(2));
            refused(Kind.UNCHECKED, () -> real.require(caller, RUN).await().atMost(TIMEOUT));
            refused(Kind.UNCHECKED, () -> real.caller("good", HERE).await().atMost(TIMEOUT));
        }
    }

    @Test
    void who_was_known_stays_so_while_the_api_server_is_away_and_too_many_questions_wait() {
        AtomicBoolean full = new AtomicBoolean();
        api.granted.add("post *");
        try (Access real = access(Reviewers.unless(full))) {
            KnownCaller caller = real.caller("good", HERE).await().atMost(TIMEOUT);
            real.require(caller, RUN).await().atMost(TIMEOUT);
            api.failure = AccessTest::away;
            refused(Kind.UNCHECKED, () -> real.caller("good-new", HERE).await().atMost(TIMEOUT));
            full.set(true);
            time.advance(Duration.ofMinutes(10));
            real.require(caller, RUN).await().atMost(TIMEOUT);
        }
    }

    /** Threads that a test stands for. */
    private static final class Reviewers extends ForwardingExecutorService {
        private final ExecutorService life = MoreExecutors.newDirectExecutorService();
        private final Executor way;

        Reviewers(Executor way) {
            this.way = way;
        }

        /** Run what they are given at once, unless they are full. */
        static Reviewers unless(AtomicBoolean full) {
            return new Reviewers(task -> {
                if (full.get()) {
                    throw new RejectedExecutionException("full");
                }
                task.run();
            });
        }

        @Override
        protected ExecutorService delegate() {
            return life;
        }

        @Override
        public void execute(Runnable task) {
            way.execute(task);
        }
    }

    private Access access(ExecutorService reviewers) {
        return new Access(false, settings, api, reviewers, time, time::nanoTime);
    }

    private static void begin(Uni<?> question) {
        var unused = question.subscribe().with(answer -> {}, refused -> {});
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refused(Kind kind, Runnable attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(RequestRefusedException.class, refusal -> assertThat(refusal.kind())
                        .isEqualTo(kind));
    }
}
