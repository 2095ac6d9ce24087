package dev.assay.wire.gob;

import dev.assay.wire.gob.GobValue.Nil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Random types and values of them, such as a reader gives them back: zero fields are not there. */
final class RandomValues {
    private static final List<GobType.Kind> KINDS = List.of(GobType.Kind.values());
    private static final List<GobValue.Encoding> ENCODINGS = List.of(GobValue.Encoding.values());

    private final Random random;
    private final Map<String, GobType> named = new LinkedHashMap<>();
    private int nextId = 64;

    RandomValues(Random random) {
        this.random = random;
    }

    GobTypes types() {
        return new GobTypes(named);
    }

    GobType type(int depth) {
        int kinds = KINDS.size();
        int choice = random.nextInt(depth > 0 ? kinds + 6 : kinds);
        if (choice < kinds) {
            return new GobType.Basic(KINDS.get(choice), "");
        }
        int id = nextId++;
        String name = "T" + id;
        GobType type =
                switch (choice - kinds) {
                    case 0 -> new GobType.SliceOf(id, "", "", type(depth - 1));
                    case 1 -> new GobType.ArrayOf(id, name, "", random.nextInt(4), type(depth - 1));
                    case 2 -> new GobType.MapOf(id, name, "", type(0), type(depth - 1));
                    case 3 -> new GobType.OpaqueOf(id, name, "", "", ENCODINGS.get(random.nextInt(ENCODINGS.size())));
                    default -> new GobType.StructOf(id, name, name, "", fields(depth));
                };
        named.put(name, type);
        return type;
    }

    private List<GobType.Field> fields(int depth) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> new GobType.Field(
                        "F" + i, "f" + i, false, GobType.Omit.NEVER, random.nextBoolean(), type(depth - 1)))
                .toList();
    }

    /** @param nonZero for a field, which is not there when it is zero */
    GobValue value(GobType type, boolean nonZero) {
        if (type instanceof GobType.Basic basic) {
            return basic(basic.kind(), nonZero);
        }
        if (type instanceof GobType.OpaqueOf opaque) {
            return new GobValue.Opaque(opaque.encoding(), bytes(0));
        }
        if (type instanceof GobType.SliceOf slice) {
            return sequence(random.nextInt(3) + (nonZero ? 1 : 0), slice.element());
        }
        if (type instanceof GobType.ArrayOf array) {
            return sequence(array.length(), array.element());
        }
        if (type instanceof GobType.MapOf map) {
            return new GobValue.Mapping(IntStream.range(0, random.nextInt(3))
                    .mapToObj(i -> new GobValue.Entry(value(map.key(), false), value(map.value(), false)))
                    .toList());
        }
        return struct((GobType.StructOf) type);
    }

    private GobValue struct(GobType.StructOf type) {
        Map<String, GobValue> fields = new LinkedHashMap<>();
        for (GobType.Field field : type.fields()) {
            boolean always = !field.pointer()
                    && (field.type() instanceof GobType.StructOf || field.type() instanceof GobType.ArrayOf);
            if (always || random.nextBoolean()) {
                fields.put(field.name(), value(field.type(), true));
            }
        }
        return new GobValue.Struct(type.wireName(), fields);
    }

    private GobValue sequence(int length, GobType element) {
        return new GobValue.Sequence(
                IntStream.range(0, length).mapToObj(i -> value(element, false)).toList());
    }

    private GobValue basic(GobType.Kind kind, boolean nonZero) {
        int least = nonZero ? 1 : 0;
        return switch (kind) {
            case BOOL -> new GobValue.Bool(nonZero || random.nextBoolean());
            case INT -> new GobValue.Int(number(least));
            case UINT -> new GobValue.Uint(number(least));
            case FLOAT -> new GobValue.Float(random.nextGaussian() + 100 * least);
            case BYTES -> new GobValue.Bytes(bytes(least));
            case TEXT -> new GobValue.Text(text(least));
            case COMPLEX -> new GobValue.Complex(random.nextDouble() + least, random.nextDouble());
            case INTERFACE -> dynamic(nonZero);
        };
    }

    private GobValue dynamic(boolean nonNil) {
        List<String> names = new ArrayList<>(named.keySet());
        int choice = random.nextInt(nonNil ? 2 : 3);
        if (choice == 0 || names.isEmpty()) {
            return new GobValue.Dynamic("int64", new GobValue.Int(number(0)));
        }
        if (choice == 1) {
            GobType type = named.get(names.get(random.nextInt(names.size())));
            boolean flat = type instanceof GobType.OpaqueOf
                    || (type instanceof GobType.SliceOf slice && slice.element() instanceof GobType.OpaqueOf);
            return flat
                    ? new GobValue.Dynamic("T" + type.id(), value(type, false))
                    : new GobValue.Dynamic("string", new GobValue.Text(text(0)));
        }
        return Nil.NIL;
    }

    private long number(int least) {
        long number = random.nextLong() >> random.nextInt(64);
        return number == 0 ? least : number;
    }

    private byte[] bytes(int least) {
        byte[] bytes = new byte[random.nextInt(5) + least];
        random.nextBytes(bytes);
        return bytes;
    }

    private String text(int least) {
        return random.ints(random.nextInt(5) + least, 0x20, 0xd7ff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
