package dev.assay.condition.syntax;

import dev.assay.condition.value.ExpressionException;
import dev.assay.text.GoNumber;
import dev.assay.text.GoQuote;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The literals that are no texts. */
final class Literals {
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private Literals() {}

    /** The node of {@code true}, {@code false} or {@code nil}; null for every other word. */
    static @Nullable Node word(Token token) {
        return switch (token.value()) {
            case "true", "false" -> new Node.Bool(token.value().equals("true"), token.at());
            case "nil" -> new Node.Nil(token.at());
            default -> null;
        };
    }

    static Node number(Token token) {
        String digits = token.value().replace("_", "");
        String lower = digits.toLowerCase(Locale.ROOT);
        if (lower.startsWith("0x")) {
            return whole(token, "hex", digits, digits.substring(2), 16);
        }
        if (lower.contains(".") || lower.contains("e")) {
            return decimal(token, digits);
        }
        if (lower.startsWith("0b")) {
            return whole(token, "binary", digits, digits.substring(2), 2);
        }
        if (lower.startsWith("0o")) {
            return whole(token, "octal", digits, digits.substring(2), 8);
        }
        return whole(token, "integer", digits, digits, 10);
    }

    private static Node whole(Token token, String kind, String shown, String digits, int base) {
        BigInteger value;
        try {
            if (digits.startsWith("-") || digits.startsWith("+")) {
                throw new NumberFormatException();
            }
            value = new BigInteger(digits, base);
        } catch (NumberFormatException e) {
            throw refused(kind, "ParseInt", shown, "invalid syntax");
        }
        if (value.compareTo(MOST) > 0) {
            throw refused(kind, "ParseInt", shown, "value out of range");
        }
        return new Node.Whole(value.longValue(), token.at());
    }

    private static Node decimal(Token token, String digits) {
        try {
            return new Node.Decimal(GoNumber.parse(digits), token.at());
        } catch (NumberFormatException e) {
            throw refused("float", "ParseFloat", digits, String.valueOf(e.getMessage()));
        }
    }

    private static ExpressionException refused(String kind, String parser, String digits, String why) {
        return new ExpressionException(
                "invalid " + kind + " literal: strconv." + parser + ": parsing " + GoQuote.quote(digits) + ": " + why);
    }
}
