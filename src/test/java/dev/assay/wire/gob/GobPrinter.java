package dev.assay.wire.gob;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows a value in the notation of the golden files. */
final class GobPrinter {
    private static final HexFormat HEX = HexFormat.of();

    private GobPrinter() {}

    static String of(GobValue value) {
        if (value instanceof GobValue.Bool bool) {
            return Boolean.toString(bool.value());
        }
        if (value instanceof GobValue.Int number) {
            return "int " + number.value();
        }
        if (value instanceof GobValue.Uint number) {
            return "uint " + Long.toUnsignedString(number.value());
        }
        if (value instanceof GobValue.Float number) {
            return "float " + bits(number.value());
        }
        if (value instanceof GobValue.Complex number) {
            return "complex " + bits(number.real()) + " " + bits(number.imaginary());
        }
        if (value instanceof GobValue.Text text) {
            return HEX.formatHex(text.value().getBytes(StandardCharsets.UTF_8)) + "s";
        }
        if (value instanceof GobValue.Bytes bytes) {
            return "x" + HEX.formatHex(bytes.value());
        }
        if (value instanceof GobValue.Opaque opaque) {
            return opaque.encoding().name().toLowerCase(Locale.ROOT) + " x" + HEX.formatHex(opaque.value());
        }
        if (value instanceof GobValue.Dynamic dynamic) {
            return "any(" + dynamic.registeredName() + ", " + of(dynamic.value()) + ")";
        }
        return value == GobValue.Nil.NIL ? "nil" : container(value);
    }

    private static String container(GobValue value) {
        if (value instanceof GobValue.Sequence sequence) {
            return sequence.elements().stream().map(GobPrinter::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof GobValue.Mapping mapping) {
            return mapping.entries().stream()
                    .map(entry -> of(entry.key()) + ": " + of(entry.value()))
                    .sorted()
                    .collect(Collectors.joining(", ", "map{", "}"));
        }
        GobValue.Struct struct = (GobValue.Struct) value;
        return struct.fields().entrySet().stream()
                .map(field -> field.getKey() + ": " + of(field.getValue()))
                .collect(Collectors.joining(", ", struct.type() + "{", "}"));
    }

    private static String bits(double value) {
        return HEX.toHexDigits(Double.doubleToRawLongBits(value));
    }
}
