package dev.assay.wire.netrpc;

import dev.assay.wire.gob.GobValue;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Values as short text, somewhat as Go prints them: {@code {Name:'a' Count:{IntVal:3}}}. */
final class GobText {
    private GobText() {}

    static String of(GobValue value) {
        if (value instanceof GobValue.Bool bool) {
            return String.valueOf(bool.value());
        } else if (value instanceof GobValue.Int number) {
            return String.valueOf(number.value());
        } else if (value instanceof GobValue.Uint number) {
            return Long.toUnsignedString(number.value()) + "u";
        } else if (value instanceof GobValue.Float number) {
            return String.valueOf(number.value());
        } else if (value instanceof GobValue.Text text) {
            return "'" + text.value() + "'";
        } else if (value instanceof GobValue.Bytes bytes) {
            return "bytes'" + new String(bytes.value(), StandardCharsets.UTF_8) + "'";
        } else if (value instanceof GobValue.Opaque opaque) {
            return opaque.encoding() + ":" + HexFormat.of().formatHex(opaque.value());
        } else if (value instanceof GobValue.Sequence sequence) {
            return sequence.elements().stream().map(GobText::of).collect(Collectors.joining(" ", "[", "]"));
        } else if (value instanceof GobValue.Mapping mapping) {
            return mapping.entries().stream()
                    .map(e -> of(e.key()) + ":" + of(e.value()))
                    .collect(Collectors.joining(" ", "map[", "]"));
        } else if (value instanceof GobValue.Struct struct) {
            return struct.fields().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .map(e -> e.getKey() + ":" + of(e.getValue()))
                    .collect(Collectors.joining(" ", "{", "}"));
        }
        return value.toString();
    }
}
