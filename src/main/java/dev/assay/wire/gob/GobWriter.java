package dev.assay.wire.gob;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** The sending side of one gob stream, which remembers what definitions were sent. Not thread-safe. */
public final class GobWriter {
    private final GobTypes types;
    private final Definitions definitions = new Definitions();
    private final GobOutput message = new GobOutput();

    public GobWriter(GobTypes types) {
        this.types = types;
    }

    /**
     * Appends the definitions that this stream lacks and then the value, each as its own message, to {@code out}. A field that the struct value
     * does not have is absent: Go's zero value or a nil pointer. A value in a place of interface type is a {@link GobValue.Dynamic} whose
     * registered name is a name in the types or that of a basic type of Go's. Throws {@link IllegalArgumentException} when the value is not one of the type; the stream is as
     * before.
     */
    public void write(ByteBuf out, GobType type, GobValue value) {
        List<GobType> used = new ArrayList<>(1);
        used.add(type);
        GobOutput body = new GobOutput();
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
        GobOutput body = new GobOutput();
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

    /** Appends the nil interface: {@code 03 10 00 00}. */
    public void writeNilInterface(ByteBuf out) {
        write(out, GobType.Basic.INTERFACE, GobValue.Nil.NIL);
    }

    /** The body of a value alone, for {@link GobValue.Encoded}. It holds no interface values but nil ones. */
    public static byte[] encode(GobType type, GobValue value) {
        GobOutput body = new GobOutput();
        new ValueWriter(body, (inner, dynamic) -> {
                    throw new IllegalArgumentException(
                            "an interface value needs definitions, so it has no body of its own");
                })
                .element(type, value);
        return body.copy();
    }

    private void dynamic(GobOutput place, GobValue.Dynamic dynamic, List<GobType> used) {
        GobType type = types.registered(dynamic.registeredName());
        used.add(type);
        GobOutput body = new GobOutput();
        new ValueWriter(body, (inner, nested) -> dynamic(inner, nested, used)).alone(type, dynamic.value());
        place.text(dynamic.registeredName());
        place.sint(type.id());
        place.uint(body.size());
        place.raw(body.array(), body.size());
    }

    private void define(ByteBuf out, GobType type) {
        for (GobType missing : definitions.missing(type)) {
            message.clear();
            Definitions.write(missing, message);
            send(out, message);
        }
    }

    private static void send(ByteBuf out, GobOutput message) {
        GobOutput length = new GobOutput();
        length.uint(message.size());
        out.writeBytes(length.array(), 0, length.size());
        out.writeBytes(message.array(), 0, message.size());
    }
}
