package dev.assay.api.access;

import dev.assay.cluster.Reviews;
import dev.assay.cluster.TokenAnswer;
import dev.assay.measure.Plan;
import dev.assay.measure.RequestRefusedException;
import dev.assay.metric.Metric;
import dev.assay.settings.AssaySettings;
import dev.assay.text.Sha256;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who callers are, and what they may do. Where nobody is asked, everyone may do everything, and nothing is added to a call.
 * Safe for many threads, and none is blocked. Each {@code Uni} fails with
 * {@link dev.assay.measure.RequestRefusedException}, and goes on in the Vert.x context of the request.
 */
public final class Access implements AutoCloseable {
    /** An API server answers as many at once without a queue of its own. */
    private static final int REVIEWERS = 8;

    /** Callers who are new in one moment. */
    private static final int MOST_WAITING = 256;

    /** Questions of one caller, or of one address about new tokens: half of those that may wait. */
    private static final int MOST_OF_ONE = MOST_WAITING / 2;

    private static final long IDLE_SECONDS = 30;

    /** Tokens, each with what the API server says of its user. */
    private static final int MOST_TOKENS = 4096;

    private static final int MOST_RIGHTS = 16_384;

    private final boolean open;
    private final InstantSource clock;
    private final List<String> audiences;
    private final Reviews cluster;
    private final AccessRefusals refusals;
    private final RefusedTokens refused;
    private final AuditLog audit = new AuditLog();
    private final ExecutorService reviewers;
    private final ReviewCache<String, Reviewed> tokens;
    private final ReviewCache<Question, Reviewed.Permission> rights;

    /**
     * @param open whether nobody is asked
     * @param nanos a monotonic clock, in nanoseconds
     */
    public Access(
            boolean open, AssaySettings.Access settings, Reviews cluster, InstantSource clock, LongSupplier nanos) {
        this(open, settings, cluster, reviewers(), clock, nanos);
    }

    /** @param reviewers runs what blocks; is shut down by {@link #close} */
    Access(
            boolean open,
            AssaySettings.Access settings,
            Reviews cluster,
            ExecutorService reviewers,
            InstantSource clock,
            LongSupplier nanos) {
        this.open = open;
        this.clock = clock;
        this.audiences = settings.audiences().orElse(List.of());
        this.cluster = cluster;
        this.reviewers = reviewers;
        this.refusals = new AccessRefusals(audiences);
        this.refused = new RefusedTokens(nanos);
        Outage outage = new Outage(nanos);
        QuestionShares shares = new QuestionShares(MOST_OF_ONE);
        this.tokens = new ReviewCache<>(settings, MOST_TOKENS, outage, reviewers, shares, clock, nanos);
        this.rights = new ReviewCache<>(settings, MOST_RIGHTS, outage, reviewers, shares, clock, nanos);
    }

    private static ExecutorService reviewers() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                REVIEWERS,
                REVIEWERS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                new DefaultThreadFactory("assay-access", true));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private record Question(String token, Right right) {}

    /** Whether nobody is asked about callers. */
    boolean isOpen() {
        return open;
    }

    /** How many requests were refused so far because of who calls: by reason. */
    public long refused(RequestRefusedException.Kind reason) {
        return refusals.count(reason);
    }

    AccessRefusals refusals() {
        return refusals;
    }

    /**
     * Finds out whose token it is.
     *
     * @param address that the request came from
     */
    Uni<KnownCaller> caller(String token, String address) {
        String digest = Sha256.of(token.getBytes(StandardCharsets.UTF_8));
        Optional<Reviewed> present = tokens.present(digest);
        if (present.isPresent()) {
            return Uni.createFrom().item(() -> known(present.get(), digest));
        }
        if (!tokens.wasFavourable(digest) && refused.tooManyFrom(address)) {
            return Uni.createFrom().failure(refusals.tooManyTokens(address));
        }
        return answer(tokens.get(digest, address, () -> review(token, address)))
                .map(reviewed -> known(reviewed, digest));
    }

    private Reviewed review(String token, String address) {
        TokenAnswer answer = cluster.token(token, audiences);
        if (answer.user() == null) {
            refused.count(address);
            return new Reviewed.Unknown(answer.reason());
        }
        return new Reviewed.Known(answer.user(), TokenExpiry.of(token));
    }

    private KnownCaller known(Reviewed reviewed, String digest) {
        if (reviewed instanceof Reviewed.Known known) {
            return new KnownCaller(known.user(), digest, known.expiry());
        }
        throw refusals.badToken(reviewed instanceof Reviewed.Unknown unknown ? unknown.reason() : "");
    }

    /** Fails where the caller does not have the right. */
    Uni<Void> require(KnownCaller caller, Right right) {
        if (!right.isCanonical()) {
            return Uni.createFrom().failure(refusals.notCanonical(right));
        }
        Question question = new Question(caller.token(), right);
        Optional<Reviewed.Permission> present = rights.present(question);
        if (present.isPresent()) {
            return Uni.createFrom().item(() -> decide(present.get(), caller, right));
        }
        return answer(rights.get(
                        question,
                        caller.token(),
                        () -> new Reviewed.Permission(cluster.mayUse(caller.user(), right.path(), right.verb()))))
                .map(permission -> decide(permission, caller, right));
    }

    private @Nullable Void decide(Reviewed.Permission permission, KnownCaller caller, Right right) {
        audit.decided(caller, right, permission.positive());
        if (!permission.positive()) {
            throw refusals.forbidden(caller, right);
        }
        return null;
    }

    /**
     * Does something that needs a right.
     *
     * @param caller null where the caller is not known
     */
    public <T> Uni<T> permitted(@Nullable Principal caller, Right right, Uni<T> work) {
        return open ? work : require(caller, right).chain(() -> work);
    }

    /**
     * Gives a stream on for as long as the caller has the right, and no longer than the caller's token holds. That is asked
     * before each item, and costs nothing while the last answer is in force.
     *
     * @param caller null where the caller is not known
     */
    public <T> Multi<T> whilePermitted(@Nullable Principal caller, Right right, Multi<T> stream) {
        return open ? stream : stream.onItem().call(() -> requireStill(caller, right));
    }

    private Uni<Void> requireStill(@Nullable Principal caller, Right right) {
        boolean hasExpired = caller instanceof KnownCaller known
                && known.expiry().filter(end -> !clock.instant().isBefore(end)).isPresent();
        return hasExpired ? Uni.createFrom().failure(refusals.badToken("it has expired")) : require(caller, right);
    }

    /**
     * Gives a plan on once the caller may run each plugin that it names. The first one that is refused fails it.
     *
     * @param caller null where the caller is not known
     */
    public Uni<Plan> permitted(@Nullable Principal caller, Uni<Plan> plan) {
        return open ? plan : plan.call(planned -> requireAll(caller, planned));
    }

    private Uni<Void> requireAll(@Nullable Principal caller, Plan plan) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Right right : plugins(plan)) {
            all = all.chain(() -> require(caller, right));
        }
        return all;
    }

    /** A plugin that could not be configured under its name needs none: its metric fails. */
    private static List<Right> plugins(Plan plan) {
        return plan.metrics().stream()
                .flatMap(metric -> metric.plugins().stream())
                .map(Metric.PluginEntry::name)
                .distinct()
                .map(plugin -> Right.toCall(plugin, "run"))
                .filter(Right::isCanonical)
                .toList();
    }

    private Uni<Void> require(@Nullable Principal caller, Right right) {
        return caller instanceof KnownCaller known
                ? require(known, right)
                : Uni.createFrom().failure(refusals.noToken());
    }

    private <T> Uni<T> answer(CompletableFuture<T> answer) {
        return Uni.createFrom()
                .completionStage(answer)
                .emitOn(contextOfRequest())
                .onFailure()
                .transform(refusals::notAnswered);
    }

    /** Runs tasks where the request is handled. */
    private static Executor contextOfRequest() {
        @Nullable Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(unused -> task.run());
    }

    @Override
    public void close() {
        List<Runnable> unused = reviewers.shutdownNow();
    }
}
