package dev.assay.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lexer of conditions: it splits a text into tokens, as {@code parser/lexer} of expr-lang does. */
final class ConditionLexer {
    private static final Pattern NUMBER = Pattern.compile(
            "0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:[0-9][0-9_]*\\.?[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{Nd}_$]*");
    private static final Set<String> LONG_OPERATORS = Set.of("==", "!=", "<=", ">=", "&&", "||");
    private static final String SHORT_OPERATORS = "+-*/<>!()[].,";
    private static final List<String> NOT_YET =
            List.of("??", "?.", "..", "::", "**", "//", "/*", "?", ":", "{", "}", "#", "|", "%", "^", ";");

    private final String text;
    private final List<ConditionToken> tokens = new ArrayList<>();
    private int at;

    private ConditionLexer(String text) {
        this.text = text;
    }

    /**
     * The tokens of a condition, up to the first fault.
     *
     * @param fault the fault after the last token; null when the whole text was read
     */
    record Lexed(List<ConditionToken> tokens, @Nullable ConditionException fault) {}

    static Lexed lex(String text) {
        ConditionLexer lexer = new ConditionLexer(text);
        try {
            while (lexer.at < text.length()) {
                lexer.next();
            }
            return new Lexed(lexer.tokens, null);
        } catch (ConditionException e) {
            return new Lexed(lexer.tokens, e);
        }
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '"' || c == '\'' || c == '`') {
            string(c);
        } else if (!match(NAME).isEmpty()) {
            add(ConditionToken.Kind.NAME, match(NAME), null);
        } else if (startsNumber(c) && !match(NUMBER).isEmpty()) {
            String number = match(NUMBER);
            refuseRange(number);
            add(ConditionToken.Kind.LITERAL, number, number(number));
        } else {
            operator(c);
        }
    }

    private void operator(char c) {
        String two = text.substring(at, Math.min(at + 2, text.length()));
        if (LONG_OPERATORS.contains(two)) {
            add(ConditionToken.Kind.OPERATOR, two, null);
            return;
        }
        for (String unknown : NOT_YET) {
            if (text.startsWith(unknown, at)) {
                throw ConditionException.notYet("the part " + unknown);
            }
        }
        if (SHORT_OPERATORS.indexOf(c) < 0) {
            String kind =
                    c == '=' ? "unexpected token Operator(\"=\")" : "unrecognized character: U+%04X".formatted((int) c);
            throw new ConditionException(kind);
        }
        add(ConditionToken.Kind.OPERATOR, String.valueOf(c), null);
    }

    private void string(char quote) {
        StringBuilder value = new StringBuilder();
        int from = at++;
        while (true) {
            if (at >= text.length()) {
                throw new ConditionException("literal not terminated");
            }
            char c = text.charAt(at++);
            if (c == quote) {
                break;
            }
            value.append(c == '\\' && quote != '`' ? escaped() : String.valueOf(c));
        }
        tokens.add(new ConditionToken(ConditionToken.Kind.LITERAL, text.substring(from, at), value.toString()));
    }

    private String escaped() {
        if (at >= text.length()) {
            throw new ConditionException("literal not terminated");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'a' -> "\u0007";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'v' -> "\u000b";
            case '\\', '\'', '"' -> String.valueOf(c);
            case 'x' -> hex(2);
            case 'u' -> hex(4);
            default -> throw new ConditionException("invalid char escape");
        };
    }

    private String hex(int digits) {
        String code = text.substring(at, Math.min(at + digits, text.length()));
        if (code.length() < digits || !code.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)) {
            throw new ConditionException("invalid char escape");
        }
        at += digits;
        return String.valueOf((char) Integer.parseInt(code, 16));
    }

    private boolean startsNumber(char c) {
        boolean member = !tokens.isEmpty()
                && (tokens.get(tokens.size() - 1).kind() != ConditionToken.Kind.OPERATOR
                        || tokens.get(tokens.size() - 1).is(")")
                        || tokens.get(tokens.size() - 1).is("]"));
        return Character.digit(c, 10) >= 0 || (c == '.' && !member);
    }

    private void refuseRange(String number) {
        if (number.endsWith(".") && text.startsWith(".", at + number.length())) {
            throw ConditionException.notYet("the part ..");
        }
    }

    private static Object number(String written) {
        String digits = written.replace("_", "");
        try {
            if (digits.length() > 1 && digits.charAt(0) == '0' && Character.isLetter(digits.charAt(1))) {
                int radix =
                        switch (digits.charAt(1)) {
                            case 'x', 'X' -> 16;
                            case 'o', 'O' -> 8;
                            case 'b', 'B' -> 2;
                            default -> 10;
                        };
                if (radix != 10) {
                    return shortest(Long.parseLong(digits.substring(2), radix));
                }
            }
            if (digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return shortest(Long.parseLong(digits));
            }
        } catch (NumberFormatException e) {
            throw new ConditionException(
                    "invalid integer literal: strconv.ParseInt: parsing \"" + digits + "\": value out of range");
        }
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw new ConditionException(
                    "invalid float literal: strconv.ParseFloat: parsing \"" + digits + "\": value out of range");
        }
        return value;
    }

    /** An Integer stands for Go's {@code int}, a Long for its {@code int64}. */
    private static Object shortest(long value) {
        return value == (int) value ? (Object) (int) value : (Object) value;
    }

    /** The text at this position that matches; empty when none does. */
    private String match(Pattern pattern) {
        Matcher m = pattern.matcher(text).region(at, text.length());
        return m.lookingAt() ? m.group() : "";
    }

    private void add(ConditionToken.Kind kind, String written, @Nullable Object value) {
        tokens.add(new ConditionToken(kind, written, value));
        at += written.length();
    }
}
