package dev.assay.wire.yamux;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A session on a unix socket. */
final class SocketEnd extends SimpleChannelInboundHandler<ByteBuf>
        implements YamuxSession.Output, YamuxSession.Timer, YamuxSession.Listener, AutoCloseable {
    private static final YamuxLimits ASKING_OFTEN = new YamuxLimits(
            YamuxLimits.DEFAULT_PEER_STREAMS,
            YamuxLimits.DEFAULT_ACCEPT_BACKLOG,
            YamuxLimits.INITIAL_WINDOW,
            YamuxLimits.DEFAULT_MAX_FRAME,
            YamuxLimits.DEFAULT_UNSENT_ANSWERS,
            YamuxLimits.DEFAULT_IDLE_FRAMES,
            YamuxLimits.DEFAULT_IDLE_FRAMES_PER_SECOND,
            Duration.ofMillis(20),
            YamuxLimits.DEFAULT_KEEP_ALIVE_TIMEOUT,
            YamuxLimits.DEFAULT_OPEN_TIMEOUT);

    final Queue<String> faults = new ConcurrentLinkedQueue<>();
    final Queue<Transfer> accepted = new ConcurrentLinkedQueue<>();

    /** How many pings were sent. The next one is sent when the one before is answered. */
    final AtomicInteger pings = new AtomicInteger();

    private final YamuxSession session;
    private Channel channel;

    private SocketEnd(Role role) {
        session = new YamuxSession(role, ASKING_OFTEN, this, this, this);
    }

    static SocketEnd connect(Role role, EventLoopGroup group, Path socket) {
        SocketEnd end = new SocketEnd(role);
        end.channel = new Bootstrap()
                .group(group)
                .channelFactory(NioDomainSocketChannel::new)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                        made.pipeline().addLast(end);
                    }
                })
                .connect(UnixDomainSocketAddress.of(socket))
                .syncUninterruptibly()
                .channel();
        end.on(() -> {
            end.session.start();
            return end;
        });
        return end;
    }

    /** Does it on the event loop, and flushes. */
    <T> T on(Supplier<T> action) {
        return channel.eventLoop()
                .submit(() -> {
                    T result = action.get();
                    channel.flush();
                    return result;
                })
                .syncUninterruptibly()
                .getNow();
    }

    /** Opens a stream and writes the command; a transfer that is held consumes nothing before it is told to. */
    Transfer open(char command, boolean held) {
        return on(() -> {
            Transfer transfer = new Transfer(held);
            transfer.stream = session.open(transfer);
            transfer.stream.write(channel.alloc().buffer().writeByte(command));
            return transfer;
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
        session.receive(in);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        session.end("the socket was closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        faults.add(cause.toString());
        context.close();
    }

    @Override
    public void write(ByteBuf frame) {
        int type = frame.getByte(frame.readerIndex() + 1);
        int flags = frame.getByte(frame.readerIndex() + 3);
        if (type == Frame.PING && flags == Frame.SYN) {
            pings.incrementAndGet();
        }
        channel.write(frame, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        Future<?> scheduled = channel.eventLoop().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void accepted(YamuxStream stream) {
        Transfer transfer = new Transfer(false);
        transfer.stream = stream;
        stream.listen(transfer);
        accepted.add(transfer);
    }

    @Override
    public void goAway(String why) {
        faults.add(why);
    }

    @Override
    public void dead(String why) {
        faults.add(why);
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }
}
