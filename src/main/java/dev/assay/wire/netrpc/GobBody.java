package dev.assay.wire.netrpc;

import dev.assay.wire.gob.GobType;
import dev.assay.wire.gob.GobValue;
import dev.assay.wire.gob.GobWriter;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The value that follows the header of a request or a response of net/rpc. Immutable. */
public final class GobBody {
    /** Room for the name, the ids and the lengths around the value. */
    private static final int FRAME_BYTES = 64;

    /** The nil interface, in which form {@code new(any)} arrives. */
    public static final GobBody NIL = new GobBody(null, GobType.Basic.INTERFACE, GobValue.Nil.NIL, FRAME_BYTES);

    private final @Nullable String registeredName;
    private final GobType type;
    private final GobValue value;
    private final long bytes;

    private GobBody(@Nullable String registeredName, GobType type, GobValue value, long bytes) {
        this.registeredName = registeredName;
        this.type = type;
        this.value = value;
        this.bytes = bytes;
    }

    /** A value of its own type; {@link #bytes} takes it for a short one. */
    static GobBody of(GobType type, GobValue value) {
        return new GobBody(null, type, value, FRAME_BYTES);
    }

    /** A struct in an interface, under the name that Argo registered for it. */
    static GobBody registered(String name, GobType.StructOf type, Map<String, GobValue> fields) {
        long bytes = FRAME_BYTES;
        for (GobValue field : fields.values()) {
            bytes += field instanceof GobValue.Encoded encoded ? encoded.value().length : Long.BYTES + 1;
        }
        return new GobBody(name, type, new GobValue.Struct(type.name(), fields), bytes);
    }

    /** The bytes that it takes, roughly, without the descriptions of its types. */
    public long bytes() {
        return bytes;
    }

    /** Appends it as gob. Called on an event loop, once. */
    public void write(GobWriter writer, ByteBuf out) {
        if (registeredName == null) {
            writer.write(out, type, value);
        } else {
            writer.writeDynamic(out, registeredName, (GobType.StructOf) type, value);
        }
    }
}
