package dev.assay.wire.netrpc.server;

import dev.assay.wire.yamux.YamuxStream;
import io.netty.buffer.ByteBuf;

/** A stream of a host that has not told yet for which id it is: 4 bytes, the lowest first, which are sent back. */
final class BrokeredStream implements YamuxStream.Listener {
    private final HostConnection connection;
    private final Broker broker;
    private final YamuxStream stream;
    private final Runnable cancel;
    private int id;
    private int read;

    BrokeredStream(HostConnection connection, Broker broker, YamuxStream stream) {
        this.connection = connection;
        this.broker = broker;
        this.stream = stream;
        this.cancel = connection.after(ServerLimits.BROKERED, this::giveUp);
    }

    @Override
    public void data(ByteBuf data) {
        int before = read;
        while (read < Integer.BYTES && data.isReadable()) {
            id |= data.readUnsignedByte() << (Byte.SIZE * read++);
        }
        stream.consumed(read - before);
        if (read < Integer.BYTES) {
            return;
        }
        cancel.run();
        if (!broker.take(id)) {
            stream.reset();
            return;
        }
        stream.write(connection.buffer().writeIntLE(id));
        YamuxStream.Listener plugin = connection.serve(stream, new ArgoServices(connection.served()));
        if (data.isReadable()) {
            plugin.data(data);
        }
    }

    private void giveUp() {
        stream.reset();
        connection.flushSoon();
    }

    @Override
    public void finished() {
        stream.finish();
    }

    @Override
    public void ended(String why) {
        cancel.run();
    }
}
