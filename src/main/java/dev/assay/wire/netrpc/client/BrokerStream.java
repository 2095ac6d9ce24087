package dev.assay.wire.netrpc.client;

import dev.assay.wire.netrpc.YamuxChannel;
import dev.assay.wire.yamux.YamuxStream;
import io.netty.buffer.ByteBuf;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.jspecify.annotations.Nullable;

/**
 * A new stream that go-plugin's broker connects to the dispensed plugin ({@code mux_broker.go}). The plugin's id goes there
 * as 4 bytes, the lowest first, and comes back. The rest of the stream is the plugin's. A broker that does not know the id
 * closes the stream after 5 s.
 */
final class BrokerStream implements YamuxStream.Listener {
    private final int id;
    private final RpcStream plugin;
    private final UniEmitter<? super RpcStream> emitter;
    private final NetRpcErrors errors;
    private @Nullable YamuxStream stream;
    private int answer;
    private int read;

    private BrokerStream(YamuxChannel channel, int id, RpcStream plugin, UniEmitter<? super RpcStream> emitter) {
        this.id = id;
        this.plugin = plugin;
        this.emitter = emitter;
        this.errors = new NetRpcErrors(channel.address());
    }

    /** @param plugin will have the stream */
    static void start(YamuxChannel channel, int id, RpcStream plugin, UniEmitter<? super RpcStream> emitter) {
        BrokerStream broker = new BrokerStream(channel, id, plugin, emitter);
        YamuxStream opened = channel.open(broker);
        broker.stream = opened;
        opened.write(channel.buffer().writeIntLE(id));
        channel.flush();
    }

    @Override
    public void data(ByteBuf data) {
        YamuxStream opened = stream;
        if (opened == null) {
            return;
        }
        int before = read;
        while (read < Integer.BYTES && data.isReadable()) {
            answer |= data.readUnsignedByte() << (Byte.SIZE * read++);
        }
        opened.consumed(read - before);
        if (read < Integer.BYTES) {
            return;
        }
        if (answer != id) {
            emitter.fail(errors.notConnected("its broker answered with the id " + Integer.toUnsignedString(answer)
                    + " instead of " + Integer.toUnsignedString(id)));
            return;
        }
        opened.listen(plugin);
        plugin.use(opened);
        emitter.complete(plugin);
        if (data.isReadable()) {
            plugin.data(data);
        }
    }

    @Override
    public void finished() {
        emitter.fail(errors.notConnected(
                "its broker closed the stream for the id " + Integer.toUnsignedString(id) + " that it had given"));
    }

    @Override
    public void ended(String why) {
        emitter.fail(errors.notConnected(why));
    }
}
