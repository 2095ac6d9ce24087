package dev.assay.wire.gob;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Builds values from whole messages: each is a definition, a value, or part of a value that goes on in the next one. */
final class ValueReader {
    private static final byte[] NOTHING = {};

    /**
     * A value that goes on in another message is read again from its start. How often is bounded by the bytes that are
     * read again, in messages of the largest size: so a peer cannot keep a thread busy with a value in a thousand
     * pieces.
     */
    private static final int MAX_READ_AGAIN = 4;

    private final GobLimits limits;
    private final GobInput input;
    private final InterfaceReader interfaces;
    private final ReceivedTypes types;

    /** The bytes of a value that is not complete, without the definitions that came at its end. */
    private byte[] held = NOTHING;

    private int heldLength;
    private long readAgain;

    ValueReader(GobLimits limits) {
        this.limits = limits;
        this.input = new GobInput(limits);
        this.interfaces = new InterfaceReader(limits);
        this.types = interfaces.types();
    }

    /** @param offset where in the stream the message's first byte is; the bytes are not kept */
    @Nullable
    GobValue message(byte[] bytes, int start, int length, long offset) {
        input.reset(bytes, start, length, offset);
        if (heldLength > 0) {
            return goOn(bytes, start + length, offset + length);
        }
        long id = input.sint();
        if (id < 0) {
            types.define(-id, input);
            if (input.remaining() > 0) {
                throw input.breach("bytes follow a definition in its message");
            }
            return null;
        }
        interfaces.begin();
        readAgain = 0;
        return value(id, bytes, start);
    }

    private @Nullable GobValue goOn(byte[] bytes, int end, long endOffset) {
        int start = input.position();
        while (input.sint() < 0) {
            input.jump(start);
            types.define(-input.sint(), input);
            if (input.remaining() > 0) {
                input.uint();
            }
            if (input.remaining() == 0) {
                return null;
            }
            start = input.position();
        }
        int more = end - start;
        readAgain += heldLength;
        if (more > limits.maxMessageBytes() - heldLength
                || readAgain > (long) MAX_READ_AGAIN * limits.maxMessageBytes()) {
            throw input.breach("a value in many messages takes more than " + limits.maxMessageBytes() + " bytes");
        }
        int joined = heldLength + more;
        held = Arrays.copyOf(held, joined);
        System.arraycopy(bytes, start, held, heldLength, more);
        input.reset(held, 0, joined, endOffset - joined);
        return value(input.sint(), held, 0);
    }

    private @Nullable GobValue value(long id, byte[] bytes, int start) {
        GobValue value;
        try {
            value = InterfaceReader.readAlone(types.get(id, input), input);
        } catch (MoreMessages more) {
            interfaces.keep(more.position(), -start);
            heldLength = more.position() - start;
            held = Arrays.copyOfRange(bytes, start, more.position());
            return null;
        }
        if (input.remaining() > 0) {
            throw input.breach(input.remaining() + " bytes follow a value in its message");
        }
        held = NOTHING;
        heldLength = 0;
        return value;
    }
}
