package dev.assay.wire.gob;

import io.netty.buffer.ByteBuf;

/** The sending side of one gob stream, which remembers what definitions were sent. Not thread-safe. */
public final class GobWriter {
    public GobWriter(GobTypes types) {}

    /**
     * Appends the definitions that this stream lacks and then the value, each as its own message, to {@code out}. A field that the struct value
     * does not have is absent: Go's zero value or a nil pointer. Throws {@link IllegalArgumentException} when the value is not one of the
     * type; the stream is as before.
     */
    public void write(ByteBuf out, GobType type, GobValue value) {
        throw new UnsupportedOperationException();
    }

    /** Appends a value of interface type that holds {@code value}. */
    public void writeDynamic(ByteBuf out, String registeredName, GobType.StructOf type, GobValue value) {
        throw new UnsupportedOperationException();
    }

    /** Appends the nil interface: {@code 03 10 00 00}. */
    public void writeNilInterface(ByteBuf out) {
        throw new UnsupportedOperationException();
    }

    /** The body of a value alone, for {@link GobValue.Encoded}. It holds no interface values but nil ones. */
    public static byte[] encode(GobType type, GobValue value) {
        throw new UnsupportedOperationException();
    }
}
