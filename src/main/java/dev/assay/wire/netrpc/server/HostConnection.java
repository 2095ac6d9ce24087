package dev.assay.wire.netrpc.server;

import dev.assay.wire.netrpc.YamuxChannel;
import dev.assay.wire.yamux.YamuxStream;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one host (go-plugin {@code rpc_server.go}, {@code ServeConn}). The first stream that the host opens is
 * for go-plugin's own services. The next two are for the plugin's stdout and stderr. The others come from its broker.
 * Confined to the server's thread, except for {@link #execute}.
 */
final class HostConnection implements YamuxChannel.Observer {
    private static final Logger LOG = Logger.getLogger(HostConnection.class);

    private final Served served;
    private final RequestMemory memory;
    private final Consumer<HostConnection> changed;
    private @Nullable YamuxChannel channel;
    private @Nullable Broker broker;
    private @Nullable HostOutput output;
    private int streams;
    private int callsInProgress;
    private State state = State.SERVING;

    /** Whether this thread flushes as soon as it has nothing else to do. */
    private boolean flushPending;

    /** The states of a connection. It moves onwards only; the second may be left out. */
    private enum State {
        /** Calls begin as they come. */
        SERVING,
        /** The plugin is ending: new calls are refused, and those in progress go on. */
        DRAINING,
        /** The connection has ended, and its calls with it. */
        OVER
    }

    /** @param changed told when a call of this connection, or the connection itself, is over */
    HostConnection(Served served, RequestMemory memory, Consumer<HostConnection> changed) {
        this.served = served;
        this.memory = memory;
        this.changed = changed;
    }

    void start(YamuxChannel connected) {
        channel = connected;
        broker = new Broker(this);
        output = new HostOutput(this, served.output());
        connected.start();
        Runnable cancel = after(ServerLimits.FIRST_STREAM_WAIT, () -> {
            if (streams == 0) {
                connected.tooMuch("it opened no stream within " + ServerLimits.FIRST_STREAM_WAIT.toSeconds() + " s");
            }
        });
        var unused = connected.closed().thenAccept(why -> {
            cancel.run();
            state = State.OVER;
            output().detach();
            changed.accept(this);
        });
    }

    @Override
    public void accepted(YamuxStream stream) {
        switch (++streams) {
            case 1 -> serve(stream, new ControlServices(served, this));
            case 2 -> output().stdout(stream);
            case 3 -> output().stderr(stream);
            default -> broker().accepted(stream);
        }
    }

    @Override
    public void fault(String sentence) {
        LOG.warn(sentence);
    }

    /** Serves net/rpc on a stream from now on. */
    YamuxStream.Listener serve(YamuxStream stream, RpcServices services) {
        RpcServerStream calls = new RpcServerStream(this, stream, services);
        stream.listen(calls);
        return calls;
    }

    /** Has the plugin's output sent to this host, unless another one has it. */
    void offerOutput() {
        output().attach();
    }

    /** Refuses new calls. */
    void drain() {
        if (state == State.SERVING) {
            state = State.DRAINING;
        }
    }

    boolean isIdle() {
        return callsInProgress == 0;
    }

    boolean isOver() {
        return state == State.OVER;
    }

    void end(String why) {
        channel().end(why);
    }

    /** Why no other call can begin now; null when it can. */
    @Nullable
    String refusal() {
        if (state != State.SERVING) {
            return "the plugin is ending";
        }
        return callsInProgress < ServerLimits.MAX_CALLS
                ? null
                : "tried to start a call, but " + callsInProgress + " are in progress; call again later";
    }

    void callBegan() {
        callsInProgress++;
    }

    void callEnded() {
        callsInProgress--;
        changed.accept(this);
    }

    /** Sends what was written, together with what is written before this thread has nothing else to do. */
    void flushSoon() {
        YamuxChannel yamux = channel();
        if (!flushPending && !yamux.isReading()) {
            flushPending = true;
            yamux.execute(() -> {
                flushPending = false;
                yamux.flush();
            });
        }
    }

    /** Runs the task on the server's thread; drops it when that has ended. Any thread. */
    void execute(Runnable task) {
        channel().execute(task);
    }

    /** @return cancels the task */
    Runnable after(Duration delay, Runnable task) {
        Future<?> scheduled = channel().eventLoop().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    ByteBuf buffer() {
        return channel().buffer();
    }

    Served served() {
        return served;
    }

    RequestMemory memory() {
        return memory;
    }

    Broker broker() {
        return Objects.requireNonNull(broker);
    }

    private HostOutput output() {
        return Objects.requireNonNull(output);
    }

    YamuxChannel channel() {
        return Objects.requireNonNull(channel);
    }
}
