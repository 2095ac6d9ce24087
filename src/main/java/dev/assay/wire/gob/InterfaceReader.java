package dev.assay.wire.gob;

import java.util.HashMap;
import java.util.Map;

/**
 * Reads values of interface type: a name, definitions, a type id, a length, the value. Each definition is followed by
 * the length of what comes next, unless the message ends there ({@code encoding/gob/decoder.go},
 * {@code decodeTypeSequence}).
 */
final class InterfaceReader {
    /** Go's own limit ({@code decode.go}, {@code decodeInterface}). */
    private static final int MAX_NAME = 1024;

    private final ReceivedTypes types;
    /** Where the value's bytes hold definitions that were read in an earlier attempt: start to end. */
    private final Map<Integer, Integer> passed = new HashMap<>();

    InterfaceReader(GobLimits limits) {
        this.types = new ReceivedTypes(limits, this);
    }

    ReceivedTypes types() {
        return types;
    }

    /** A new value begins; positions of the old one mean nothing any more. */
    void begin() {
        if (!passed.isEmpty()) {
            passed.clear();
        }
    }

    /** Keeps the definitions before {@code position}, which move by {@code distance} within the array. */
    void keep(int position, int distance) {
        Map<Integer, Integer> before = Map.copyOf(passed);
        passed.clear();
        before.forEach((start, end) -> {
            if (start < position) {
                passed.put(start + distance, end + distance);
            }
        });
    }

    GobValue read(GobInput in) {
        int nameLength = (int) Math.min(Integer.MAX_VALUE, peekLength(in));
        if (nameLength > MAX_NAME) {
            throw in.breach("the name of a type in an interface takes more than " + MAX_NAME + " bytes");
        }
        String name = in.text();
        if (name.isEmpty()) {
            return GobValue.Nil.NIL;
        }
        in.enter();
        ReceivedType type = types.get(typeId(in), in);
        in.uint(); // the length of the value, which Go counts without what comes in later messages
        GobValue value = readAlone(type, in);
        in.leave();
        return new GobValue.Dynamic(name, value);
    }

    private static long peekLength(GobInput in) {
        int start = in.position();
        long length = in.uint();
        in.jump(start);
        return length < 0 ? Long.MAX_VALUE : length;
    }

    private long typeId(GobInput in) {
        int sequence = in.position();
        while (true) {
            if (in.remaining() == 0) {
                throw new MoreMessages(sequence);
            }
            int start = in.position();
            Integer end = passed.get(start);
            if (end != null) {
                in.jump(end);
                continue;
            }
            long id = in.sint();
            if (id >= 0) {
                return id;
            }
            types.define(-id, in);
            if (in.remaining() > 0) {
                in.uint();
                passed.put(start, in.position());
            }
        }
    }

    /** A value that is no field and no element: unless it is a struct, a zero byte comes first. */
    static GobValue readAlone(ReceivedType type, GobInput in) {
        if (!type.isStruct()) {
            long zero = in.uint();
            if (zero != 0) {
                throw in.breach(
                        "a value that is not a struct begins with " + Long.toUnsignedString(zero) + " instead of 0");
            }
        }
        return type.read(in);
    }
}
