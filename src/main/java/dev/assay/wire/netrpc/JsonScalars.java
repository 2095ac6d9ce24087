package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.wire.gob.GobValue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;

/** Values without parts, with the rules of {@code literalStore} in Go's {@code encoding/json/decode.go}. */
final class JsonScalars {
    private JsonScalars() {}

    static FromJson bool() {
        return new Scalar(new GobValue.Bool(false), json -> {
            if (!json.isBoolean()) {
                throw new TypeMismatch("true or false", json);
            }
            return new GobValue.Bool(json.booleanValue());
        });
    }

    static FromJson text() {
        return new Scalar(new GobValue.Text(""), json -> {
            if (!json.isTextual()) {
                throw new TypeMismatch("a string", json);
            }
            return new GobValue.Text(json.textValue());
        });
    }

    static FromJson signed(int bits) {
        return new Scalar(new GobValue.Int(0), json -> new GobValue.Int(integer(json, bits)));
    }

    static FromJson unsigned(int bits) {
        return new Scalar(new GobValue.Uint(0), json -> {
            BigInteger value = digits(json, bits, "an integer without a sign");
            if (value.signum() < 0 || value.bitLength() > bits || json.asText().startsWith("-")) {
                throw new TypeMismatch("an integer of " + bits + " bits without a sign", json);
            }
            return new GobValue.Uint(value.longValue());
        });
    }

    static FromJson floating(int bits) {
        return new Scalar(new GobValue.Float(0), json -> {
            double value = json.isNumber() ? nearest(json.asText(), bits) : Double.NaN;
            if (!Double.isFinite(value)) {
                throw new TypeMismatch("a number of " + bits + " bits", json);
            }
            return new GobValue.Float(value);
        });
    }

    private static double nearest(String text, int bits) {
        return bits == Float.SIZE ? Float.parseFloat(text) : Double.parseDouble(text);
    }

    /** {@code []byte}: base64 in JSON. Line ends in it are passed over, as by Go's {@code encoding/base64}. */
    static FromJson base64() {
        return new Scalar(new GobValue.Bytes(new byte[0]), json -> {
            String text = json.isTextual() ? json.textValue().replaceAll("[\r\n]", "") : "-";
            try {
                if (text.length() % 4 == 0) {
                    return new GobValue.Bytes(Base64.getDecoder().decode(text));
                }
            } catch (IllegalArgumentException e) {
                throw new TypeMismatch("base64 in a string", json);
            }
            throw new TypeMismatch("base64 in a string", json);
        });
    }

    /** {@code json.RawMessage}: any JSON, compact, with keys in their order and numbers as they were written. */
    static FromJson raw() {
        return new FromJson() {
            @Override
            public GobValue read(JsonNode json) {
                return new GobValue.Bytes(compact(json));
            }

            @Override
            public GobValue zero() {
                return new GobValue.Bytes(new byte[0]);
            }

            @Override
            public boolean takesNull() {
                return true;
            }
        };
    }

    static byte[] compact(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Only what is written as an integer is one: {@code 3.0} and {@code 3e0} are not. */
    static long integer(JsonNode json, int bits) {
        BigInteger value = digits(json, bits, "an integer");
        if (value.bitLength() >= bits) {
            throw new TypeMismatch("an integer of " + bits + " bits", json);
        }
        return value.longValue();
    }

    private static BigInteger digits(JsonNode json, int bits, String wanted) {
        String text = json.isNumber() ? json.asText() : "";
        int start = text.startsWith("-") ? 1 : 0;
        boolean plain = text.length() > start && text.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
        if (!plain) {
            throw new TypeMismatch(wanted, json);
        }
        if (text.length() > bits) {
            throw new TypeMismatch(wanted + " of " + bits + " bits", json);
        }
        return new BigInteger(text);
    }

    private record Scalar(GobValue zero, Function<JsonNode, GobValue> reading) implements FromJson {
        @Override
        public GobValue read(JsonNode json) {
            return reading.apply(json);
        }
    }
}
