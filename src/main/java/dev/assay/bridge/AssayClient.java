package dev.assay.bridge;

import dev.assay.metric.CallException;
import dev.assay.pace.Pause;
import dev.assay.wire.grpc.RetryPushback;
import dev.assay.wire.grpc.UnaryCall;
import io.grpc.CallOptions;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * The calls to Assay, for one plugin. It connects at the first use, and needs no Assay before. Its two threads are daemons.
 * Thread-safe.
 */
final class AssayClient implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AssayClient.class.getName());

    /** How often the addresses of the host are asked for, and those tried again that could not be reached. */
    private static final Duration REFRESH = Duration.ofSeconds(2);

    /** A channel knows after this time that it has lost a connection, and a call then waits for the next one. */
    private static final Duration NOTICED = Duration.ofMillis(50);

    private final BridgeArguments arguments;
    private final CallFailures failures;
    private final ConnectionLog log;
    private final ScheduledExecutorService upkeep =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("bridge-upkeep", true));
    private final Uni<Link> link = Uni.createFrom()
            .item(this::open)
            .runSubscriptionOn(upkeep)
            .memoize()
            .indefinitely();

    /** @param options of each call */
    private record Link(
            ManagedChannel channel, CallOptions options, NioEventLoopGroup eventLoop, Readiness readiness) {}

    AssayClient(BridgeArguments arguments) {
        this.arguments = arguments;
        this.failures = new CallFailures(arguments.plugin(), arguments.to());
        this.log = new ConnectionLog(arguments.to());
    }

    /** Starts to connect. Completes before there is a connection, and without one. */
    Uni<Void> start() {
        return link.replaceWithVoid();
    }

    /** A call within the times of the arguments, as the other method. */
    <I, O> Uni<O> call(String action, MethodDescriptor<I, O> method, Supplier<I> request) {
        return call(action, method, request, arguments.timeout(), arguments.waitLimit());
    }

    /**
     * A call. A plugin is called once at most. While there is no connection, or while Assay has not read its configuration,
     * the call waits, and then fails. Fails with {@link CallException}.
     *
     * @param action for messages, for instance {@code run a metric}
     * @param timeout of the whole call
     * @param wait until it is sent to a plugin
     */
    <I, O> Uni<O> call(
            String action, MethodDescriptor<I, O> method, Supplier<I> request, Duration timeout, Duration wait) {
        long giveUpAt = System.nanoTime() + wait.toNanos();
        return link.chain(there -> {
            SentMark mark = new SentMark();
            CallOptions options = there.options
                    .withDeadline(Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS))
                    .withStreamTracerFactory(mark);
            Uni<O> once = Uni.createFrom().deferred(() -> UnaryCall.of(there.channel, method, options, request.get()));
            return sent(there.readiness, once, mark, giveUpAt)
                    .invoke(log::answered)
                    .onFailure()
                    .transform(failure -> failed(action, failure, mark.isSent(), timeout));
        });
    }

    /**
     * A call that waits for a connection. It comes again while it is known that Assay has not acted on it. That is so where
     * Assay says it, or where the connection was gone before the call was sent, as when Assay stops in this moment.
     */
    private <O> Uni<O> sent(Readiness readiness, Uni<O> once, SentMark mark, long giveUpAt) {
        Duration left = Duration.ofNanos(Math.max(1, giveUpAt - System.nanoTime()));
        Uni<Void> way = readiness.isReady() ? Uni.createFrom().voidItem() : readiness.await(left);
        return way.chain(() -> once)
                .onFailure(failure -> System.nanoTime() - giveUpAt < 0
                        && pause(failure, mark.isSent()).isPresent())
                .recoverWithUni(
                        failure -> Pause.of(pause(failure, mark.isSent()).orElseThrow(), upkeep)
                                .chain(() -> sent(readiness, once, mark, giveUpAt)));
    }

    /** The time after which a failed call comes again; empty where a plugin may have been called. */
    private static Optional<Duration> pause(Throwable failure, boolean sent) {
        boolean lost = !sent && CallFailures.statusOf(failure).getCode() == Status.Code.UNAVAILABLE;
        return RetryPushback.pause(failure).or(() -> lost ? Optional.of(NOTICED) : Optional.empty());
    }

    /** Ends the connections, the calls and the threads. Nothing has to be closed where the process ends. Blocks. */
    @Override
    public void close() {
        Link there = link.await().indefinitely();
        upkeep.shutdownNow();
        there.channel.shutdownNow();
        var unused = there.eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private CallException failed(String action, Throwable failure, boolean sent, Duration timeout) {
        Status status = CallFailures.statusOf(failure);
        if (RetryPushback.pause(failure).isPresent()) {
            log.answered();
            return failures.ofRefusal(status);
        }
        CallException exception = failures.of(action, status, sent, timeout);
        if (CallFailures.isLoss(status, sent)) {
            log.lost(String.valueOf(exception.getMessage()));
        } else {
            log.answered();
        }
        return exception;
    }

    private Link open() {
        AssayAddress to = arguments.to();
        Optional<SslContext> tls = to.tls() ? Optional.of(Trust.tls(arguments.caFile(), upkeep)) : Optional.empty();
        NioEventLoopGroup eventLoop = new NioEventLoopGroup(1, new DefaultThreadFactory("bridge-client", true));
        ManagedChannel channel = AssayChannel.to(to, tls, eventLoop);
        Readiness readiness = new Readiness(channel, upkeep);
        readiness.watch();
        ScheduledFuture<?> unused = upkeep.scheduleWithFixedDelay(
                channel::resetConnectBackoff, REFRESH.toMillis(), REFRESH.toMillis(), TimeUnit.MILLISECONDS);
        return new Link(channel, options(), eventLoop, readiness);
    }

    private CallOptions options() {
        if (arguments.tokenFile().isEmpty()) {
            return CallOptions.DEFAULT;
        }
        if (!arguments.to().tls()) {
            LOG.warning(
                    "tried to keep the token in --token-file secret, but --to is http://, and whoever sees the traffic"
                            + " sees it; use https:// where others share the network");
        }
        BearerToken token = new BearerToken();
        new WatchedFile(arguments.tokenFile().get(), "the token in --token-file", token).follow(upkeep);
        return CallOptions.DEFAULT.withCallCredentials(token);
    }
}
