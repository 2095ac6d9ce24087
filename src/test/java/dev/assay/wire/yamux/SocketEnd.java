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
import java.util.function.Supplier;

/** A session on a unix socket. */
final class SocketEnd extends SimpleChannelInboundHandler<ByteBuf>
        implements YamuxSession.Output, YamuxSession.Timer, YamuxSession.Listener, AutoCloseable {
    final Queue<String> faults = new ConcurrentLinkedQueue<>();
    final Queue<Transfer> accepted = new ConcurrentLinkedQueue<>();
    private final YamuxSession session;
    private Channel channel;

    private SocketEnd(Role role) {
        session = new YamuxSession(role, YamuxLimits.DEFAULTS, this, this, this);
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

    void ping(Runnable answered) {
        on(() -> {
            session.ping(answered);
            return answered;
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
