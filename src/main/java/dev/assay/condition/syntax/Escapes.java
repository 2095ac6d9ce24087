package dev.assay.condition.syntax;

import dev.assay.condition.value.ByteText;
import dev.assay.condition.value.ExpressionException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The texts that are meant by literals in quotes. The lexer has made sure that their escapes are complete. */
final class Escapes {
    private static final String LETTERS = "abfnrtv\\'\"`?";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\'\"`?";

    private final String text;
    private int at;

    private Escapes(String text) {
        this.text = text;
    }

    /** The text of a literal in quotes: an escape with a number stands for a character. */
    static String text(String literal) {
        Escapes escapes = new Escapes(inner(literal));
        StringBuilder out = new StringBuilder();
        while (escapes.at < escapes.text.length()) {
            int c = escapes.next(true);
            // Half a pair is no character; Go writes its sign for that.
            out.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c);
        }
        return out.toString();
    }

    /** The bytes of a literal such as {@code b"..."}: an escape with a number stands for a byte. */
    static String bytes(String literal) {
        Escapes escapes = new Escapes(inner(literal));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (escapes.at < escapes.text.length()) {
            boolean escaped = escapes.text.charAt(escapes.at) == '\\';
            int c = escapes.next(false);
            if (escaped || c < 0x80) {
                out.write(c);
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return ByteText.text(out.toByteArray());
    }

    private static String inner(String literal) {
        String lines = literal.replace("\r\n", "\n").replace('\r', '\n');
        return lines.substring(1, lines.length() - 1);
    }

    private int next(boolean characters) {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        if (c != '\\') {
            return c;
        }
        char kind = text.charAt(at++);
        int letter = LETTERS.indexOf(kind);
        if (letter >= 0) {
            return MEANINGS.charAt(letter);
        }
        if (kind == 'x') {
            return number(16, 2);
        }
        if (kind >= '0' && kind <= '3') {
            at--;
            return number(8, 3);
        }
        if (characters && (kind == 'u' || kind == 'U')) {
            return character(kind);
        }
        throw cannot();
    }

    private int character(char kind) {
        if (kind == 'U') {
            return within(number(16, 8));
        }
        if (text.charAt(at) != '{') {
            return number(16, 4);
        }
        int end = text.indexOf('}', at);
        int value = Integer.parseInt(text.substring(at + 1, end), 16);
        at = end + 1;
        return within(value);
    }

    private int number(int base, int digits) {
        String number = text.substring(at, at + digits);
        at += digits;
        return (int) Long.parseLong(number, base);
    }

    private static int within(int c) {
        if (c < 0 || c > Character.MAX_CODE_POINT) {
            throw cannot();
        }
        return c;
    }

    private static ExpressionException cannot() {
        return new ExpressionException("unable to unescape string");
    }
}
