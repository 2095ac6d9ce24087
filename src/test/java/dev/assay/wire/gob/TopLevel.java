package dev.assay.wire.gob;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes the values of a golden stream again, with the types that its messages name by their ids. */
final class TopLevel {
    private static final Map<String, String> REGISTERED = Map.of(
            "RunArgs", "rpc.RunArgs",
            "TerminateAndResumeArgs", "rpc.TerminateAndResumeArgs",
            "GarbageCollectArgs", "rpc.GarbageCollectArgs",
            "GetMetadataArgs", "rpc.GetMetadataArgs");

    private TopLevel() {}

    static void writeAll(GobWriter writer, ByteBuf out, Golden golden) {
        List<GobValue> values = new ArrayList<>();
        new GobReader(GobLimits.DEFAULTS).read(Unpooled.wrappedBuffer(golden.stream()), values::add);
        GobTypes types = Golden.types();
        List<Long> ids = ids(golden.stream());
        for (int i = 0; i < values.size(); i++) {
            GobValue value = values.get(i);
            if (value instanceof GobValue.Dynamic dynamic
                    && struct(types, dynamic) instanceof GobType.StructOf struct) {
                writer.writeDynamic(out, dynamic.registeredName(), struct, dynamic.value());
            } else if (value == GobValue.Nil.NIL) {
                writer.write(out, GobType.Basic.INTERFACE, GobValue.Nil.NIL);
            } else {
                writer.write(out, byId(types, ids.get(i)), value);
            }
        }
    }

    private static GobType struct(GobTypes types, GobValue.Dynamic dynamic) {
        return types.registered(REGISTERED.getOrDefault(dynamic.registeredName(), dynamic.registeredName()));
    }

    private static GobType byId(GobTypes types, long id) {
        return Golden.names().stream()
                .map(types::named)
                .filter(type -> type.id() == id)
                .findFirst()
                .orElseThrow();
    }

    /**
     * The type ids of the values: what messages begin with, unless they define something or go on with a value of
     * interface type.
     */
    private static List<Long> ids(byte[] stream) {
        List<Long> ids = new ArrayList<>();
        GobInput in = new GobInput(GobLimits.DEFAULTS);
        in.reset(stream, 0, stream.length, 0);
        ValueReader reader = new ValueReader(GobLimits.DEFAULTS);
        boolean goesOn = false;
        while (in.remaining() > 0) {
            int length = (int) in.uint();
            int start = in.position();
            long id = in.sint();
            if (id >= 0 && !goesOn) {
                ids.add(id);
            }
            boolean complete = reader.message(stream, start, length, 0) != null;
            goesOn = !complete && (goesOn || id >= 0);
            in.jump(start + length);
        }
        return ids;
    }

    /**
     * The messages as hexadecimal text, without the definitions of opaque types: there Go shows by which way it met the
     * type first (name and inner id of a pointer to it), and it defines what is embedded in it too, which nobody needs.
     */
    static List<String> messages(ByteBuf stream) {
        List<String> messages = new ArrayList<>();
        GobInput in = new GobInput(GobLimits.DEFAULTS);
        byte[] bytes = ByteBufUtil.getBytes(stream);
        in.reset(bytes, 0, bytes.length, 0);
        while (in.remaining() > 0) {
            int length = (int) in.uint();
            int start = in.position();
            boolean opaque = in.sint() < 0 && bytes[in.position()] >= 5;
            in.jump(start + length);
            if (!opaque) {
                messages.add(HexFormat.of().formatHex(bytes, start, start + length));
            }
        }
        return messages;
    }
}
