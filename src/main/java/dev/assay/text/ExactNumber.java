package dev.assay.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** A number that is written with the digits that it was read with, for instance {@code 1.10} or {@code 1e3}. */
final class ExactNumber extends NumericNode {
    private static final long serialVersionUID = 1L;

    /** The largest exponent of a number to count with: who writes it without one, or as an integer, fills the memory. */
    private static final int MAX_SCALE = 2_000;

    private final String text;
    private final BigDecimal value;

    private ExactNumber(String text) {
        this.text = text;
        this.value = new BigDecimal(text);
    }

    /**
     * @param text a JSON number
     * @throws ArithmeticException when its exponent is beyond any use
     */
    static JsonNode of(String text) {
        if (text.equals("-0") || !isInteger(text)) {
            try {
                return new ExactNumber(text);
            } catch (NumberFormatException e) {
                throw new ArithmeticException(text);
            }
        }
        if (text.length() > 18) {
            return BigIntegerNode.valueOf(new BigInteger(text));
        }
        long value = Long.parseLong(text);
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    private static boolean isInteger(String text) {
        return text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    }

    @Override
    public JsonToken asToken() {
        return JsonToken.VALUE_NUMBER_FLOAT;
    }

    @Override
    public JsonParser.NumberType numberType() {
        return JsonParser.NumberType.BIG_DECIMAL;
    }

    @Override
    public boolean isFloatingPointNumber() {
        return true;
    }

    @Override
    public boolean isBigDecimal() {
        return true;
    }

    @Override
    public Number numberValue() {
        return value;
    }

    @Override
    public int intValue() {
        return (int) value.doubleValue();
    }

    @Override
    public long longValue() {
        return (long) value.doubleValue();
    }

    @Override
    public double doubleValue() {
        return value.doubleValue();
    }

    /** Throws {@link ArithmeticException} where its exponent is beyond any use. */
    @Override
    public BigDecimal decimalValue() {
        if (Math.abs((long) value.scale()) > MAX_SCALE) {
            throw new ArithmeticException("the exponent of " + text + " is too large to count with");
        }
        return value;
    }

    /** Throws as {@link #decimalValue} does. */
    @Override
    public BigInteger bigIntegerValue() {
        return decimalValue().toBigInteger();
    }

    @Override
    public boolean canConvertToInt() {
        return Math.abs(doubleValue()) <= Integer.MAX_VALUE;
    }

    @Override
    public boolean canConvertToLong() {
        return Math.abs(doubleValue()) < Long.MAX_VALUE;
    }

    @Override
    public String asText() {
        return text;
    }

    @Override
    public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
        out.writeNumber(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExactNumber that && value.compareTo(that.value) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(value.doubleValue());
    }
}
