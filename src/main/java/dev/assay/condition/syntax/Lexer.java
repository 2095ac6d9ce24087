package dev.assay.condition.syntax;

import dev.assay.condition.value.ExpressionException;
import dev.assay.text.GoQuote;
import dev.assay.text.GoSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The splitter of a text into tokens. */
final class Lexer {
    private static final int END = -1;
    private static final String DIGITS = "0123456789_";
    private static final Set<String> WORD_OPERATORS =
            Set.of("not", "in", "or", "and", "matches", "contains", "startsWith", "endsWith", "let", "if", "else");

    private final int[] text;
    private final List<Token> tokens = new ArrayList<>();
    private int start;
    private int at;

    private Lexer(String text) {
        this.text = text.codePoints().toArray();
    }

    /**
     * The tokens of a text, up to the first fault.
     *
     * @param fault the message of the fault after the last token; empty when the whole text was read, and EOF is the last
     *     token
     */
    record Lexed(List<Token> tokens, String fault) {}

    static Lexed lex(String text) {
        Lexer lexer = new Lexer(text);
        try {
            boolean more = true;
            while (more) {
                more = lexer.next();
            }
            return new Lexed(lexer.tokens, "");
        } catch (ExpressionException e) {
            return new Lexed(lexer.tokens, String.valueOf(e.getMessage()));
        }
    }

    private boolean next() {
        start = at;
        int c = read();
        if (c == END) {
            tokens.add(new Token(Token.Kind.EOF, "", new Position(Math.max(0, at - 1))));
            return false;
        }
        if (GoSpace.is(c)) {
            return true;
        }
        if (c == '\'' || c == '"') {
            quoted(c);
            add(Token.Kind.STRING, Escapes.text(word()));
        } else if (c == '`') {
            add(Token.Kind.STRING, raw());
        } else if ((c == 'b' || c == 'B') && (peek() == '\'' || peek() == '"')) {
            quoted(read());
            add(Token.Kind.BYTES, Escapes.bytes(word().substring(1)));
        } else if (isDecimal(c) || (c == '.' && isDecimal(peek()))) {
            at = start;
            number();
        } else if (isAlphanumeric(c)) {
            takeName();
            add(WORD_OPERATORS.contains(word()) ? Token.Kind.OPERATOR : Token.Kind.IDENTIFIER, word());
        } else if ("([{)]}".indexOf(c) >= 0) {
            add(Token.Kind.BRACKET, word());
        } else {
            operator(c);
        }
        return true;
    }

    private void operator(int c) {
        switch (c) {
            case '/' -> {
                if (accept("/")) {
                    lineComment();
                    return;
                }
                if (accept("*")) {
                    comment();
                    return;
                }
            }
            case '?' -> accept(".?");
            case '|' -> accept("|");
            case ':' -> accept(":");
            case '.' -> accept(".");
            case '&', '!', '=', '*', '<', '>' -> accept("&=*");
            case '#' -> {
                pointer();
                return;
            }
            case ',', ';', '%', '+', '-', '^' -> {}
            default -> throw new ExpressionException("unrecognized character: " + named(c));
        }
        add(Token.Kind.OPERATOR, word());
    }

    /** Go's {@code %#U}, for instance {@code U+0040 '@'}. */
    private static String named(int c) {
        String shown = Character.toString(c);
        boolean printable = GoQuote.escape(shown).equals(shown) || c == '"' || c == '\\';
        return "U+%04X".formatted(c) + (printable ? " '" + shown + "'" : "");
    }

    private void pointer() {
        accept("#");
        add(Token.Kind.OPERATOR, word());
        start = at;
        takeName();
        if (at > start) {
            add(Token.Kind.IDENTIFIER, word());
        }
    }

    private void lineComment() {
        int c = read();
        while (c != END && c != '\n') {
            c = read();
        }
    }

    private void comment() {
        while (true) {
            int c = read();
            if (c == END) {
                throw new ExpressionException("unclosed comment");
            }
            if (c == '*' && accept("/")) {
                return;
            }
        }
    }

    private void quoted(int quote) {
        int c = read();
        while (c != quote) {
            if (c == END || c == '\n') {
                throw new ExpressionException("literal not terminated");
            }
            c = c == '\\' ? escape(quote) : read();
        }
    }

    /** Skips an escape; returns the character after it. */
    private int escape(int quote) {
        int c = read();
        if (c == quote || "abfnrtv\\".indexOf(c) >= 0) {
            return read();
        }
        if (c >= '0' && c <= '7') {
            return digits(c, 8, 3);
        }
        return switch (c) {
            case 'x' -> digits(read(), 16, 2);
            case 'u' -> peek() == '{' ? braced() : digits(read(), 16, 4);
            case 'U' -> digits(read(), 16, 8);
            default -> throw invalidEscape();
        };
    }

    private int digits(int first, int base, int count) {
        int c = first;
        for (int i = 0; i < count; i++) {
            if (c >= 0x80 || Character.digit(c, base) < 0) {
                throw invalidEscape();
            }
            c = read();
        }
        return c;
    }

    private int braced() {
        read();
        int digits = 0;
        while (peek() != '}') {
            int c = read();
            if (c == END || c >= 0x80 || Character.digit(c, 16) < 0 || ++digits > 6) {
                throw invalidEscape();
            }
        }
        if (digits == 0) {
            throw invalidEscape();
        }
        read();
        return read();
    }

    private static ExpressionException invalidEscape() {
        return new ExpressionException("invalid char escape");
    }

    /** A text in backticks; two of them stand for one. */
    private String raw() {
        StringBuilder value = new StringBuilder();
        while (true) {
            int c = read();
            if (c == END) {
                throw new ExpressionException("literal not terminated");
            }
            if (c == '`' && !accept("`")) {
                return value.toString();
            }
            value.appendCodePoint(c);
        }
    }

    private void number() {
        String digits = DIGITS;
        if (accept("0")) {
            if (accept("xX")) {
                digits = "0123456789abcdefABCDEF_";
            } else if (accept("oO")) {
                digits = "01234567_";
            } else if (accept("bB")) {
                digits = "01_";
            }
        }
        acceptAll(digits);
        if (peek() == '.' && at + 1 < text.length && text[at + 1] == '.') {
            add(Token.Kind.NUMBER, word());
            return;
        }
        if (accept(".")) {
            acceptAll(digits);
        }
        if (accept("eE")) {
            accept("+-");
            acceptAll(digits);
        }
        if (isAlphanumeric(peek())) {
            read();
            throw new ExpressionException("bad number syntax: " + GoQuote.quote(word()));
        }
        add(Token.Kind.NUMBER, word());
    }

    private void takeName() {
        while (isAlphanumeric(peek())) {
            at++;
        }
    }

    private int read() {
        return at < text.length ? text[at++] : END;
    }

    private int peek() {
        return at < text.length ? text[at] : END;
    }

    private boolean accept(String any) {
        boolean accepted = peek() != END && any.indexOf(peek()) >= 0;
        if (accepted) {
            at++;
        }
        return accepted;
    }

    private void acceptAll(String any) {
        boolean more = true;
        while (more) {
            more = accept(any);
        }
    }

    private String word() {
        return new String(text, start, at - start);
    }

    private void add(Token.Kind kind, String value) {
        tokens.add(new Token(kind, value, new Position(start)));
    }

    static boolean isAlphanumeric(int c) {
        return c == '_' || c == '$' || (c != END && (Character.isLetter(c) || Character.isDigit(c)));
    }

    /** Whether a word can be a name: it begins with no digit. */
    static boolean isName(String word) {
        return !word.isEmpty()
                && !Character.isDigit(word.codePointAt(0))
                && word.codePoints().allMatch(Lexer::isAlphanumeric);
    }

    private static boolean isDecimal(int c) {
        return c >= '0' && c <= '9';
    }
}
