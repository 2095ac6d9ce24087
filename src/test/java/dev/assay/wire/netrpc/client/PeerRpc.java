package dev.assay.wire.netrpc.client;

import dev.assay.wire.gob.GobLimits;
import dev.assay.wire.gob.GobReader;
import dev.assay.wire.gob.GobType;
import dev.assay.wire.gob.GobTypes;
import dev.assay.wire.gob.GobValue;
import dev.assay.wire.gob.GobWriter;
import dev.assay.wire.netrpc.NetRpcValues;
import dev.assay.wire.yamux.YamuxStream;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The server's side of a net/rpc connection; the broker's id may come first. */
final class PeerRpc implements YamuxStream.Listener {
    private final ScriptedPeer.Connection connection;
    private final YamuxStream stream;
    private final GobTypes types;
    private final GobReader reader = new GobReader(GobLimits.DEFAULTS);
    private final GobWriter writer;
    private int idBytes;
    private int id;
    private GobValue.@Nullable Struct request;

    PeerRpc(ScriptedPeer.Connection connection, YamuxStream stream, GobTypes types, int idBytes) {
        this.connection = connection;
        this.stream = stream;
        this.types = types;
        this.writer = new GobWriter(types);
        this.idBytes = idBytes;
    }

    @Override
    public void data(ByteBuf data) {
        if (!connection.reads()) {
            return;
        }
        int bytes = data.readableBytes();
        while (idBytes > 0 && data.isReadable()) {
            id |= data.readUnsignedByte() << (8 * (Integer.BYTES - idBytes));
            if (--idBytes == 0) {
                connection.brokered(stream, id);
            }
        }
        reader.read(data, this::take);
        stream.consumed(bytes);
    }

    private void take(GobValue value) {
        GobValue.Struct header = request;
        if (header == null) {
            request = (GobValue.Struct) value;
            return;
        }
        request = null;
        connection.called(new PeerCall(
                this, NetRpcValues.text(header, "ServiceMethod"), NetRpcValues.number(header, "Seq"), value));
    }

    void answer(long sequence, String error, String type, GobValue value) {
        connection.run(() -> {
            ByteBuf out = connection.channel().alloc().buffer();
            writer.write(
                    out,
                    types.named("rpc.Response"),
                    new GobValue.Struct(
                            "Response",
                            java.util.Map.of("Seq", new GobValue.Uint(sequence), "Error", new GobValue.Text(error))));
            writer.write(out, type(type), value);
            stream.write(out);
        });
    }

    /** By the name that Go has for it. */
    private GobType type(String name) {
        return switch (name) {
            case "string" -> GobType.Basic.TEXT;
            case "uint32" -> GobType.Basic.UINT;
            default -> types.named(name);
        };
    }

    void send(byte[] bytes) {
        connection.run(() -> stream.write(io.netty.buffer.Unpooled.copiedBuffer(bytes)));
    }

    @Override
    public void finished() {
        stream.finish();
    }

    @Override
    public void ended(String why) {}
}
