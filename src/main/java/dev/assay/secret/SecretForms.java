package dev.assay.secret;

import dev.assay.text.ForeignText;
import dev.assay.text.GoQuote;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which programs print a value: as it is, line by line, and as a string of Go, JSON, Python, a shell, XML or
 * an address. {@link SecretEncodings} has those that hide its letters.
 */
final class SecretForms {
    /** The largest part of a value that is looked for; one variable may have 128 KiB. */
    private static final int LONGEST = 64 * 1024;

    /** A shorter line of a longer value is no secret by itself, for instance a bracket. */
    private static final int SHORTEST_LINE = 8;

    private static final String UNRESERVED = "-_.~";
    private static final String PLAIN_IN_SHELL = "_.,/:=@%+-";

    private SecretForms() {}

    /** Adds the forms of a value that is not blank. */
    static void addTo(Set<String> forms, String value) {
        String bounded = bounded(value);
        addWhole(forms, bounded);
        addWhole(forms, bounded.strip());
        if (bounded.strip().indexOf('\n') >= 0) {
            bounded.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith("-----"))
                    .forEach(line -> addWhole(forms, line));
        }
    }

    static String bounded(String value) {
        return ForeignText.shortened(value, LONGEST, "");
    }

    private static void addWhole(Set<String> forms, String value) {
        forms.add(value);
        if (value.codePoints().allMatch(c -> isAsciiLetterOrDigit(c) || c == '_' || c == '-' || c == '.')) {
            // All forms are the same.
            return;
        }
        String controls = withEscapedControls(value.replace("\\", "\\\\"));
        forms.add(ForeignText.visible(value));
        forms.add(GoQuote.escape(value));
        forms.add(controls);
        forms.add(controls.replace("'", "\\'"));
        forms.add(controls.replace("\"", "\\\""));
        forms.add(controls.replace("\"", "\\\"").replace("/", "\\/"));
        forms.add(goJson(controls.replace("\"", "\\\"")));
        forms.add(mapped(controls.replace("\"", "\\\""), c -> c > '~' ? utf16(c) : null));
        forms.add(value.replace("'", "'\\''"));
        forms.add(value.replace("'", "'\"'\"'"));
        forms.add(mapped(value, c -> "\\\"$`".indexOf(c) >= 0 ? "\\" + (char) c : null));
        forms.add(mapped(value, c -> isPlainInShell(c) ? null : "\\" + Character.toString(c)));
        String xml = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        forms.add(xml);
        forms.add(xml.replace("\"", "&quot;").replace("'", "&apos;"));
        forms.add(xml.replace("\"", "&quot;").replace("'", "&#39;"));
        forms.add(xml.replace("\"", "&#34;").replace("'", "&#39;"));
        addAddresses(forms, value);
    }

    private static void addAddresses(Set<String> forms, String value) {
        String form = URLEncoder.encode(value, StandardCharsets.UTF_8);
        String percent = percent(value, UNRESERVED);
        forms.add(form);
        forms.add(form.replace("+", "%20"));
        forms.add(percent);
        forms.add(percent.replace("%20", "+"));
        forms.add(lowerPercent(percent));
        forms.add(lowerPercent(percent.replace("%20", "+")));
        // Go's url.PathEscape and url.Userinfo.
        forms.add(percent(value, UNRESERVED + "$&+=:@"));
        forms.add(percent(value, UNRESERVED + "$&+,;="));
        forms.add(percent(value, UNRESERVED + "!$&'()*+,;=:@/?"));
    }

    private static String withEscapedControls(String value) {
        return ForeignText.visible(
                value.replace("\t", "\\t").replace("\b", "\\b").replace("\f", "\\f"));
    }

    /** The letters that {@code encoding/json} escapes for the sake of HTML. */
    private static String goJson(String json) {
        return mapped(json, c -> "<>&".indexOf(c) >= 0 ? utf16(c) : null);
    }

    private static String utf16(int c) {
        StringBuilder escaped = new StringBuilder();
        for (char unit : Character.toChars(c)) {
            escaped.append(String.format("\\u%04x", (int) unit));
        }
        return escaped.toString();
    }

    private static String percent(String value, String plain) {
        return mapped(value, c -> isAsciiLetterOrDigit(c) || plain.indexOf(c) >= 0 ? null : percent(c));
    }

    private static String percent(int c) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            escaped.append(String.format("%%%02X", b));
        }
        return escaped.toString();
    }

    private static String lowerPercent(String percent) {
        StringBuilder lower = new StringBuilder(percent);
        for (int at = percent.indexOf('%'); at >= 0; at = percent.indexOf('%', at + 1)) {
            for (int digit = at + 1; digit <= at + 2; digit++) {
                lower.setCharAt(digit, Character.toLowerCase(percent.charAt(digit)));
            }
        }
        return lower.toString();
    }

    /** The text with some characters replaced, where the function gives something for them. */
    private static String mapped(String text, IntFunction<@Nullable String> replacement) {
        StringBuilder mapped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            String replaced = replacement.apply(c);
            if (replaced == null) {
                mapped.appendCodePoint(c);
            } else {
                mapped.append(replaced);
            }
        });
        return mapped.toString();
    }

    private static boolean isPlainInShell(int c) {
        return c > '~' || isAsciiLetterOrDigit(c) || PLAIN_IN_SHELL.indexOf(c) >= 0;
    }

    private static boolean isAsciiLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
