package dev.assay.condition.builtin;

import static dev.assay.condition.builtin.Builtin.typed;
import static dev.assay.condition.value.GoType.BOOL;
import static dev.assay.condition.value.GoType.INT;
import static dev.assay.condition.value.GoType.LIST;
import static dev.assay.condition.value.GoType.STRING;
import static dev.assay.condition.value.GoType.STRINGS;
import static dev.assay.condition.value.GoType.function;

import dev.assay.condition.value.Budget;
import dev.assay.condition.value.ByteText;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.Items;
import dev.assay.condition.value.Values;
import dev.assay.text.GoSpace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of texts. Places in a text are counted in bytes, as in Go. */
final class TextFunctions {
    /** expr-lang's own bound, with its own message. */
    private static final long MOST_REPETITIONS = 1_000_000;

    private TextFunctions() {}

    static List<Builtin> all() {
        return List.of(
                typed(
                        "trim",
                        (a, budget) -> {
                            String letters = a.length == 1 ? "" : text(a, 1);
                            budget.search(text(a, 0), letters);
                            return a.length == 1
                                    ? GoSpace.trim(text(a, 0))
                                    : GoSpace.trim(text(a, 0), c -> letters.indexOf(c) >= 0);
                        },
                        function(STRING, STRING),
                        function(STRING, STRING, STRING)),
                cutting("trimPrefix", (text, part) -> text.startsWith(part) ? text.substring(part.length()) : text),
                cutting(
                        "trimSuffix",
                        (text, part) -> text.endsWith(part) ? text.substring(0, text.length() - part.length()) : text),
                typed(
                        "upper",
                        (a, budget) -> cased(text(a, 0), budget, Character::toUpperCase),
                        function(STRING, STRING)),
                typed(
                        "lower",
                        (a, budget) -> cased(text(a, 0), budget, Character::toLowerCase),
                        function(STRING, STRING)),
                splitting("split", false),
                splitting("splitAfter", true),
                typed(
                        "replace",
                        (a, budget) -> replaced(a, budget),
                        function(STRING, STRING, STRING, STRING, INT),
                        function(STRING, STRING, STRING, STRING)),
                typed(
                        "repeat",
                        (a, budget) -> repeated(text(a, 0), Values.toInt(a[1]), budget),
                        function(STRING, STRING, INT)),
                typed(
                        "join",
                        TextFunctions::joined,
                        function(STRING, STRINGS, STRING),
                        function(STRING, LIST, STRING),
                        function(STRING, LIST),
                        function(STRING, STRINGS)),
                typed(
                        "indexOf",
                        (a, budget) -> {
                            budget.search(text(a, 0), text(a, 1));
                            return ByteText.place(text(a, 0), text(a, 0).indexOf(text(a, 1)));
                        },
                        function(INT, STRING, STRING)),
                typed(
                        "lastIndexOf",
                        (a, budget) -> {
                            budget.search(text(a, 0), text(a, 1));
                            return ByteText.place(text(a, 0), text(a, 0).lastIndexOf(text(a, 1)));
                        },
                        function(INT, STRING, STRING)),
                typed("hasPrefix", (a, budget) -> text(a, 0).startsWith(text(a, 1)), function(BOOL, STRING, STRING)),
                typed("hasSuffix", (a, budget) -> text(a, 0).endsWith(text(a, 1)), function(BOOL, STRING, STRING)));
    }

    private static String text(@Nullable Object[] arguments, int index) {
        return Values.text(arguments[index]);
    }

    private interface Cut {
        String apply(String text, String part);
    }

    /** A function that takes a part away; a space where none is given. */
    private static Builtin cutting(String name, Cut cut) {
        return typed(
                name,
                (a, budget) -> cut.apply(text(a, 0), a.length == 2 ? text(a, 1) : " "),
                function(STRING, STRING, STRING),
                function(STRING, STRING));
    }

    private interface Casing {
        int apply(int c);
    }

    /** Letter by letter, as in Go: the length in characters stays. */
    private static String cased(String text, Budget budget, Casing casing) {
        budget.text(text.length());
        return ByteText.valid(text)
                .codePoints()
                .map(casing::apply)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Builtin splitting(String name, boolean after) {
        return typed(
                name,
                (a, budget) -> split(text(a, 0), text(a, 1), a.length == 3 ? Values.toInt(a[2]) : -1, after, budget),
                function(STRINGS, STRING, STRING),
                function(STRINGS, STRING, STRING, INT));
    }

    private static Items split(String text, String separator, long most, boolean after, Budget budget) {
        if (most == 0) {
            return new Items(STRINGS, List.of(), false, true);
        }
        budget.search(text, separator);
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (most < 0 || parts.size() < most - 1) {
            budget.elements(1);
            int found = separator.isEmpty() ? afterFirst(text, from) : text.indexOf(separator, from);
            if (found < 0) {
                break;
            }
            parts.add(text.substring(from, after ? found + separator.length() : found));
            from = found + separator.length();
        }
        if (!separator.isEmpty() || from < text.length()) {
            parts.add(text.substring(from));
        }
        budget.text(text.length());
        return Items.of(STRINGS, parts);
    }

    /** The place after the first character; -1 where it is the last one. */
    private static int afterFirst(String text, int from) {
        if (from >= text.length()) {
            return -1;
        }
        int next = text.offsetByCodePoints(from, 1);
        return next < text.length() ? next : -1;
    }

    private static String replaced(@Nullable Object[] arguments, Budget budget) {
        String text = text(arguments, 0);
        String old = text(arguments, 1);
        String replacement = text(arguments, 2);
        long most = arguments.length == 4 ? Values.toInt(arguments[3]) : -1;
        if (old.equals(replacement) || most == 0) {
            return text;
        }
        budget.search(text, old);
        budget.text(text.length());
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (long count = 0; most < 0 || count < most; count++) {
            int found = old.isEmpty() ? gap(text, from, count) : text.indexOf(old, from);
            if (found < 0) {
                break;
            }
            budget.text(replacement.length() + 1L);
            out.append(text, from, found).append(replacement);
            from = found + old.length();
        }
        return out.append(text, from, text.length()).toString();
    }

    /** An empty text stands before each character, and at the end. */
    private static int gap(String text, int from, long count) {
        if (count == 0) {
            return 0;
        }
        return from < text.length() ? text.offsetByCodePoints(from, 1) : -1;
    }

    private static String repeated(String text, long count, Budget budget) {
        if (count < 0) {
            throw new ExpressionException("invalid argument for repeat (expected positive integer, got " + count + ")");
        }
        if (count > MOST_REPETITIONS) {
            throw Budget.memoryExceeded();
        }
        budget.elements(ByteText.length(text) * count);
        return text.repeat((int) count);
    }

    private static Object joined(@Nullable Object[] arguments, Budget budget) {
        String glue = arguments.length == 2 ? text(arguments, 1) : "";
        Object list = arguments[0];
        if (!(list instanceof Items items)
                || !(items.type().equals(STRINGS) || items.type().equals(LIST))) {
            throw new ExpressionException("invalid argument for join (type "
                    + (list == null ? "%!s(<nil>)" : Values.typeOf(list).name()) + ")");
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            String part = Values.text(items.at(i));
            budget.text(part.length() + (long) glue.length());
            out.append(i == 0 ? "" : glue).append(part);
        }
        return out.toString();
    }
}
