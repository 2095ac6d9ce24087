package dev.assay.wire.netrpc.client;

import dev.assay.wire.gob.GobTypes;
import dev.assay.wire.yamux.Role;
import dev.assay.wire.yamux.YamuxLimits;
import dev.assay.wire.yamux.YamuxSession;
import dev.assay.wire.yamux.YamuxStream;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The plugin's side of go-plugin's net/rpc as far as a test writes it: by default it dispenses and is well, and each
 * method can be given another answer. What it does it does on its event loop.
 */
final class ScriptedPeer implements AutoCloseable {
    /** The reaction to a call. */
    interface Script {
        void answer(PeerCall call);
    }

    static final int ID = 0x01020304;

    private final GobTypes types;
    private final EventLoopGroup eventLoops;
    private final ByteBufAllocator buffers;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<PeerCall> calls = new CopyOnWriteArrayList<>();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private volatile boolean reads = true;
    private volatile int echoedId = ID;
    private volatile boolean hasBroker = true;
    private Channel server;

    ScriptedPeer(GobTypes types, EventLoopGroup eventLoops, ByteBufAllocator buffers) {
        this.types = types;
        this.eventLoops = eventLoops;
        this.buffers = buffers;
        on("Dispenser.Dispense", call -> call.answer("uint32", new dev.assay.wire.gob.GobValue.Uint(ID)));
        on("Control.Ping", PeerCall::answerNothing);
        on("Control.Quit", PeerCall::answerNothing);
    }

    ScriptedPeer on(String method, Script script) {
        scripts.put(method, script);
        return this;
    }

    /** The broker sends another id back. */
    ScriptedPeer echoes(int id) {
        echoedId = id;
        return this;
    }

    /** The broker closes the stream, as Go's does after 5 s with an id that it did not give. */
    ScriptedPeer closesBrokeredStreams() {
        hasBroker = false;
        return this;
    }

    /** Does not take anything off the streams of net/rpc from now on. */
    void stopReading() {
        reads = false;
    }

    SocketAddress start(SocketAddress address) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(eventLoops)
                .option(ChannelOption.ALLOCATOR, buffers)
                .childOption(ChannelOption.ALLOCATOR, buffers)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Connection connection = new Connection(channel);
                        connections.add(connection);
                        channel.pipeline().addLast(connection);
                    }
                });
        if (address instanceof UnixDomainSocketAddress) {
            bootstrap.channelFactory(() -> (ServerChannel) new NioServerDomainSocketChannel());
        } else {
            bootstrap.channelFactory(() -> (ServerChannel) new NioServerSocketChannel());
        }
        server = bootstrap.bind(address).syncUninterruptibly().channel();
        return server.localAddress();
    }

    SocketAddress address() {
        return server.localAddress();
    }

    /** All calls so far, in their order. */
    List<PeerCall> calls() {
        return calls;
    }

    List<PeerCall> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    Connection connection() {
        return connections.get(connections.size() - 1);
    }

    int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close().syncUninterruptibly();
        }
        connections.forEach(connection -> connection.channel.close().syncUninterruptibly());
    }

    /** One connection of a host. */
    final class Connection extends ChannelInboundHandlerAdapter
            implements YamuxSession.Output, YamuxSession.Timer, YamuxSession.Listener {
        private final Channel channel;
        private final YamuxSession session;
        private final List<YamuxStream> streams = new CopyOnWriteArrayList<>();

        Connection(Channel channel) {
            this.channel = channel;
            this.session = new YamuxSession(Role.SERVER, YamuxLimits.DEFAULTS, this, this, this);
        }

        Channel channel() {
            return channel;
        }

        YamuxSession session() {
            return session;
        }

        /** In the order in which the host opened them: control, stdout, stderr, plugin. */
        YamuxStream stream(int index) {
            return streams.get(index);
        }

        void run(Runnable task) {
            channel.eventLoop().execute(() -> {
                task.run();
                channel.flush();
            });
        }

        void print(int stream, byte[] output) {
            run(() -> streams.get(stream).write(Unpooled.copiedBuffer(output)));
        }

        /** Ends the connection when all that was written is in the socket. */
        void closeAfterOutput() {
            run(() -> channel.write(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE));
        }

        /** Bytes that no session wrote. */
        void sendRaw(byte[] bytes) {
            run(() -> channel.write(Unpooled.copiedBuffer(bytes)));
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            session.start();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            try {
                session.receive(in);
            } finally {
                in.release();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            session.end("the host is gone");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var unused = context.close();
        }

        @Override
        public void write(ByteBuf frame) {
            var unused = channel.write(frame, channel.voidPromise());
        }

        @Override
        public void flush() {
            channel.flush();
        }

        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            Future<?> scheduled = channel.eventLoop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        }

        @Override
        public void accepted(YamuxStream stream) {
            streams.add(stream);
            switch (streams.size()) {
                case 1 -> stream.listen(new PeerRpc(this, stream, types, 0));
                case 2, 3 -> stream.listen(new Mute());
                default -> stream.listen(new PeerRpc(this, stream, types, Integer.BYTES));
            }
        }

        @Override
        public void goAway(String why) {}

        @Override
        public void dead(String why) {
            var unused = channel.close();
        }

        boolean reads() {
            return reads;
        }

        void brokered(YamuxStream stream, int id) {
            if (!hasBroker || id != ID) {
                stream.finish();
            } else {
                stream.write(buffers.buffer().writeIntLE(echoedId));
            }
        }

        void called(PeerCall call) {
            calls.add(call);
            Script script = scripts.get(call.method());
            if (script == null) {
                call.fail("rpc: can't find method " + call.method());
            } else {
                script.answer(call);
            }
        }
    }

    private static final class Mute implements YamuxStream.Listener {
        @Override
        public void data(ByteBuf data) {}

        @Override
        public void finished() {}

        @Override
        public void ended(String why) {}
    }
}
