package dev.assay.wire.gob;

import dev.assay.wire.gob.GobValue.Encoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A type as the sender described it, which knows how to read a value of it. */
sealed interface ReceivedType {
    /** Reads the bytes of one value. */
    GobValue read(GobInput in);

    /** Whether a value of it that stands alone has no leading zero byte, which is so for structs only. */
    default boolean isStruct() {
        return false;
    }

    /** Whether a value may hold an interface value, and so go on in another message; true when that is not sure. */
    default boolean isOpen() {
        return true;
    }

    /** The kinds that need no definition. */
    record Basic(GobType.Kind kind, InterfaceReader interfaces) implements ReceivedType {
        @Override
        public boolean isOpen() {
            return kind == GobType.Kind.INTERFACE;
        }

        @Override
        public GobValue read(GobInput in) {
            in.count();
            return switch (kind) {
                case BOOL -> in.uint() == 0 ? GobValue.Bool.FALSE : GobValue.Bool.TRUE;
                case INT -> new GobValue.Int(in.sint());
                case UINT -> new GobValue.Uint(in.uint());
                case FLOAT -> new GobValue.Float(in.real());
                case BYTES -> new GobValue.Bytes(in.bytes());
                case TEXT -> text(in.text());
                case COMPLEX -> new GobValue.Complex(in.real(), in.real());
                case INTERFACE -> interfaces.read(in);
            };
        }

        private static GobValue text(String text) {
            return text.isEmpty() ? GobValue.Text.EMPTY : new GobValue.Text(text);
        }
    }

    record Opaque(Encoding encoding) implements ReceivedType {
        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public GobValue read(GobInput in) {
            in.count();
            return new GobValue.Opaque(encoding, in.bytes());
        }
    }

    /** {@code length} is -1 for a slice. */
    record Sequence(TypeReference element, long length) implements ReceivedType {
        @Override
        public GobValue read(GobInput in) {
            in.count();
            in.enter();
            ReceivedType type = element.get(in);
            int count = type.isOpen() ? in.openLength("elements") : in.length("elements", 1);
            if (length >= 0 && count != length) {
                throw in.breach("an array of " + length + " elements comes with " + count);
            }
            List<GobValue> elements = new ArrayList<>(Math.min(count, 64));
            for (int i = 0; i < count; i++) {
                elements.add(type.read(in));
            }
            in.leave();
            return new GobValue.Sequence(elements);
        }
    }

    record Mapping(TypeReference key, TypeReference value) implements ReceivedType {
        @Override
        public GobValue read(GobInput in) {
            in.count();
            in.enter();
            ReceivedType keyType = key.get(in);
            ReceivedType valueType = value.get(in);
            boolean open = keyType.isOpen() || valueType.isOpen();
            int count = open ? in.openLength("map entries") : in.length("map entries", 2);
            List<GobValue.Entry> entries = new ArrayList<>(Math.min(count, 64));
            for (int i = 0; i < count; i++) {
                GobValue entryKey = keyType.read(in);
                entries.add(new GobValue.Entry(entryKey, valueType.read(in)));
            }
            in.leave();
            return new GobValue.Mapping(entries);
        }
    }

    /** Fields are numbered from 0; each comes with the distance from the one before, and a distance of 0 ends the struct. */
    record Struct(String name, List<String> names, List<TypeReference> types) implements ReceivedType {
        @Override
        public boolean isStruct() {
            return true;
        }

        @Override
        public GobValue read(GobInput in) {
            in.count();
            in.enter();
            Map<String, GobValue> fields = Map.of();
            int field = -1;
            for (long delta = in.uint(); delta != 0; delta = in.uint()) {
                if (delta < 0 || delta > names.size() - 1 - field) {
                    throw in.breach("field number " + field + " + " + Long.toUnsignedString(delta) + " in a struct of "
                            + names.size() + " fields");
                }
                if (field < 0) {
                    fields = new LinkedHashMap<>();
                }
                field += (int) delta;
                fields.put(names.get(field), types.get(field).get(in).read(in));
            }
            in.leave();
            return new GobValue.Struct(name, fields);
        }
    }
}
