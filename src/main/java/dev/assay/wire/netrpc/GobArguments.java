package dev.assay.wire.netrpc;

import dev.assay.wire.gob.GobType;
import dev.assay.wire.gob.GobValue;
import dev.assay.wire.gob.GobWriter;
import io.netty.buffer.ByteBuf;
import java.util.Map;

/** The kinds of {@link GobArgument} that there are. */
public final class GobArguments {
    /** For the name, the ids and the lengths around the value. */
    private static final int FRAME_BYTES = 64;

    private GobArguments() {}

    /** A nil interface, which is what {@code new(any)} arrives as. */
    public static GobArgument nil() {
        return new Nil();
    }

    /** A value of its own type. */
    static GobArgument of(GobType type, GobValue value) {
        return new Plain(type, value);
    }

    /** A struct in an interface, under the name that Argo registered for it. */
    static GobArgument registered(String name, GobType.StructOf type, Map<String, GobValue> fields) {
        long bytes = FRAME_BYTES;
        for (GobValue field : fields.values()) {
            bytes += field instanceof GobValue.Encoded encoded ? encoded.value().length : Long.BYTES + 1;
        }
        return new Registered(name, type, new GobValue.Struct(type.name(), fields), bytes);
    }

    private record Nil() implements GobArgument {
        @Override
        public long bytes() {
            return FRAME_BYTES;
        }

        @Override
        public void write(GobWriter writer, ByteBuf out) {
            writer.writeNilInterface(out);
        }
    }

    private record Plain(GobType type, GobValue value) implements GobArgument {
        @Override
        public long bytes() {
            return FRAME_BYTES;
        }

        @Override
        public void write(GobWriter writer, ByteBuf out) {
            writer.write(out, type, value);
        }
    }

    private record Registered(String name, GobType.StructOf type, GobValue value, long bytes) implements GobArgument {
        @Override
        public void write(GobWriter writer, ByteBuf out) {
            writer.writeDynamic(out, name, type, value);
        }
    }
}
