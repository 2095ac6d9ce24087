package dev.assay.wire.gob;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** The sending side of one gob stream, which remembers what definitions were sent. Not thread-safe. */
public final class GobWriter {
    private final GobTypes types;
    private final Definitions definitions = new Definitions();
    private final GobOutput message = new GobOutput();
    private final GobOutput body = new GobOutput();

    public GobWriter(GobTypes types) {
        this.types = types;
    }

    /**
     * Appends the definitions that this stream lacks and then the value, each as its own message, to {@code out}. A
     * field that the struct value does not have is absent: Go's zero value or a nil pointer. A value in a place of
     * interface type is a {@link GobValue.Dynamic} whose registered name is a name in the types or that of a basic type
     * of Go's. Throws {@link IllegalArgumentException} when the value is not one of the type; the stream is as before.
     */
    public void write(ByteBuf out, GobType type, GobValue value) {
        List<GobType> used = new ArrayList<>(1);
        used.add(type);
        body.clear();
        body.sint(type.id());
        new ValueWriter(body, (inner, dynamic) -> dynamic(inner, dynamic, used)).alone(type, value);
        for (GobType each : used) {
            define(out, each);
        }
        send(out, body);
    }

    /** Appends a value of interface type that holds {@code value}; definitions come where Go places them, within the value. */
    public void writeDynamic(ByteBuf out, String registeredName, GobType.StructOf type, GobValue value) {
        if (registeredName.isEmpty()) {
            throw new IllegalArgumentException("the empty name stands for the nil interface");
        }
        List<GobType> used = new ArrayList<>(0);
        body.clear();
        new ValueWriter(body, (inner, dynamic) -> dynamic(inner, dynamic, used)).alone(type, value);
        for (GobType each : used) {
            define(out, each);
        }
        message.clear();
        message.sint(GobType.Kind.INTERFACE.id());
        message.uint(0);
        message.text(registeredName);
        for (GobType missing : definitions.missing(type)) {
            Definitions.write(missing, message);
            send(out, message);
            message.clear();
        }
        message.sint(type.id());
        message.uint(body.size());
        message.raw(body.array(), body.size());
        send(out, message);
    }

    /** The body of a value alone, for {@link GobValue.Encoded}. It holds no interface values but nil ones. */
    public static byte[] encode(GobType type, GobValue value) {
        GobOutput encoded = new GobOutput();
        new ValueWriter(encoded, (inner, dynamic) -> {
                    throw new IllegalArgumentException(
                            "an interface value needs definitions, so it has no body of its own");
                })
                .element(type, value);
        return encoded.copy();
    }

    private void dynamic(GobOutput place, GobValue.Dynamic dynamic, List<GobType> used) {
        GobType type = types.registered(dynamic.registeredName());
        used.add(type);
        GobOutput held = new GobOutput();
        new ValueWriter(held, (inner, nested) -> dynamic(inner, nested, used)).alone(type, dynamic.value());
        place.text(dynamic.registeredName());
        place.sint(type.id());
        place.uint(held.size());
        place.raw(held.array(), held.size());
    }

    private void define(ByteBuf out, GobType type) {
        for (GobType missing : definitions.missing(type)) {
            message.clear();
            Definitions.write(missing, message);
            send(out, message);
        }
    }

    private static void send(ByteBuf out, GobOutput message) {
        int size = message.size();
        int width = GobOutput.width(size);
        if (width > 0) {
            out.writeByte(-width);
        }
        for (int shift = (Math.max(width, 1) - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.writeByte(size >>> shift);
        }
        out.writeBytes(message.array(), 0, size);
    }
}
