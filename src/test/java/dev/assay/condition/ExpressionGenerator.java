package dev.assay.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Expressions by the grammar of the language, over results that it makes, too. Most have fitting types, and some have not. */
final class ExpressionGenerator {
    private static final List<String> FUNCTIONS_OF_NUMBER = List.of("abs", "ceil", "floor", "round", "int", "float");
    private static final List<String> SIGNS = List.of("+", "-", "*", "/", "%");
    private static final List<String> TEXTS = List.of(
            "''",
            "'a'",
            "\"abc\"",
            "`raw`",
            "'x-y'",
            "'12'",
            "'1.5'",
            "'NaN'",
            "' ab '",
            "'a,b,c'",
            "'\\u00e4\\u{1F600}'",
            "'A\\tB'",
            "'true'",
            "b'ab'",
            "'a'",
            "'b'",
            "'name'");
    private static final List<String> PATTERNS =
            List.of("'a'", "'^a.*$'", "'[0-9]+'", "'(?i)A'", "'\\\\d{2}'", "'['", "'a|b'", "'\\\\bx'");

    private final Random random;
    private final ResultGenerator results;
    private int variables;

    ExpressionGenerator(long seed) {
        random = new Random(seed);
        results = new ResultGenerator(random);
    }

    Question next() {
        results.renew();
        variables = 0;
        int form = random.nextInt(10);
        String expression = form < 6 ? truth(3) : form < 7 ? number(3) : form < 8 ? list(3) : any(3);
        if (random.nextInt(25) == 0) {
            expression = damaged(expression);
        }
        return new Question(expression, results.text());
    }

    /** The expression with one part lost or doubled. */
    private String damaged(String expression) {
        int at = random.nextInt(expression.length());
        int to = Math.min(expression.length(), at + 1 + random.nextInt(3));
        return random.nextBoolean()
                ? expression.substring(0, at) + expression.substring(to)
                : expression.substring(0, to) + expression.substring(at);
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }

    private String any(int depth) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> number(depth);
            case 2, 3 -> text(depth);
            case 4 -> truth(depth);
            case 5 -> list(depth);
            case 6 -> map(depth);
            case 7 -> time(depth);
            default -> pick("nil", results.path(), results.path());
        };
    }

    /** Mostly what is asked for, sometimes anything. */
    private String chaotic(String wanted, int depth) {
        return random.nextInt(60) == 0 ? any(depth - 1) : wanted;
    }

    private String truth(int depth) {
        if (depth <= 0) {
            return pick("true", "false", "result == nil", "isNil(result)", results.truthPath());
        }
        int less = depth - 1;
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> wrapped(number(less)) + pick(" > ", " >= ", " < ", " <= ") + wrapped(number(less));
            case 3, 4 -> wrapped(any(less)) + pick(" == ", " != ") + wrapped(any(less));
            case 5 -> wrapped(number(less)) + pick(" == ", " != ") + wrapped(number(less));
            case 6, 7 -> wrapped(truth(less)) + pick(" && ", " || ", " and ", " or ") + wrapped(truth(less));
            case 8 -> pick("!", "not ") + "(" + truth(less) + ")";
            case 9 ->
                wrapped(text(less))
                        + pick(" contains ", " startsWith ", " endsWith ", " == ", " < ", " not contains ")
                        + wrapped(text(less));
            case 10 ->
                wrapped(text(less)) + " matches " + (random.nextInt(4) == 0 ? wrapped(text(less)) : pick(PATTERNS));
            case 11 ->
                wrapped(any(less)) + pick(" in ", " not in ") + wrapped(random.nextBoolean() ? list(less) : map(less));
            case 12, 13 ->
                pick("all", "any", "none", "one") + "(" + list(less) + ", " + predicate(truthOfElement(less)) + ")";
            case 14 -> pick("isNaN", "isInf") + "(" + number(less) + ")";
            case 15 ->
                pick(
                        "isNil(" + any(less) + ")",
                        "hasPrefix(" + text(less) + ", " + text(less) + ")",
                        "hasSuffix(" + text(less) + ", 'a')");
            case 16 -> wrapped(truth(less)) + " ? " + truth(less) + " : " + truth(less);
            case 17 -> "1 < " + wrapped(number(less)) + " <= " + number(less);
            case 18 -> wrapped(time(less)) + pick(" > ", " == ", " != ") + wrapped(time(less));
            default -> "let v" + variables + " = " + any(less) + "; " + wrapped(any(less)) + " != v" + variables++;
        };
    }

    private String wrapped(String expression) {
        return expression.matches("[\\w.\\[\\]()'\"]*") && random.nextInt(3) > 0 ? expression : "(" + expression + ")";
    }

    private String number(int depth) {
        if (depth <= 0) {
            return pick(literal(), literal(), results.numberPath(), results.numberPath(), results.numberPath());
        }
        int less = depth - 1;
        String number =
                switch (random.nextInt(23)) {
                    case 0, 1, 2 -> wrapped(number(less)) + " " + pick(SIGNS) + " " + wrapped(number(less));
                    case 3 -> pick("-", "+") + wrapped(number(less));
                    case 22 ->
                        wrapped(number(less))
                                + pick(" ** ", " ^ ")
                                + pick("2", "3", "0.5", "-1", "0", "10", "-2", "63");
                    case 4 -> pick(FUNCTIONS_OF_NUMBER) + "(" + chaotic(number(less), depth) + ")";
                    case 5 ->
                        pick("max", "min", "mean", "median") + "("
                                + pick(list(less), number(less) + ", " + number(less)) + ")";
                    case 6 -> "len(" + pick(list(less), text(less), map(less)) + ")";
                    case 7, 8 ->
                        pick("count", "sum", "findIndex", "findLastIndex") + "(" + list(less) + ", "
                                + predicate(pick(truthOfElement(less), numberOfElement(less))) + ")";
                    case 9 -> pick("count", "sum") + "(" + list(less) + ")";
                    case 10 ->
                        pick("find", "findLast") + "(" + list(less) + ", " + predicate(truthOfElement(less)) + ")";
                    case 11 ->
                        "reduce(" + list(less) + ", "
                                + pick("# + #acc", "#acc + #", "#acc * 2 + #index", "max(#, #acc)")
                                + pick("", ", 0", ", 1.5", ", " + number(less)) + ")";
                    case 12 -> wrapped(list(less)) + "[" + pick("0", "-1", "1", "5", number(less)) + "]";
                    case 13 -> pick("asInt", "asFloat", "int", "float") + "(" + pick(text(less), number(less)) + ")";
                    case 14 ->
                        pick("bitand", "bitor", "bitxor", "bitnand", "bitshl", "bitshr", "bitushr") + "(" + number(less)
                                + ", " + pick("1", "3", "-1", number(less)) + ")";
                    case 15 -> "bitnot(" + number(less) + ")";
                    case 16 -> pick("indexOf", "lastIndexOf") + "(" + text(less) + ", " + text(less) + ")";
                    case 17 -> "default(" + any(less) + ", " + number(less) + ")";
                    case 18 -> wrapped(number(less)) + " ?? " + wrapped(number(less));
                    case 19 -> truth(less) + " ? " + number(less) + " : " + number(less);
                    case 20 ->
                        time(less)
                                + pick(
                                        ".Year()",
                                        ".Unix()",
                                        ".Weekday()",
                                        ".Month()",
                                        ".Hours()",
                                        ".Seconds()",
                                        ".Foo()");
                    default ->
                        list(less) + " | " + pick("len()", "sum()", "max()", "first()", "last()", "count(# > 1)");
                };
        return chaotic(number, depth);
    }

    private String literal() {
        return pick(
                "0",
                "1",
                "2",
                "3",
                "-1",
                "5",
                "10",
                "100",
                "0.5",
                "1.5",
                ".25",
                "1e3",
                "2.",
                "0x1F",
                "0b101",
                "0o17",
                "1_000",
                "9223372036854775807",
                "1e300",
                "0.95",
                "007");
    }

    private String text(int depth) {
        if (depth <= 0) {
            return pick(pick(TEXTS), pick(TEXTS), results.textPath());
        }
        int less = depth - 1;
        String text =
                switch (random.nextInt(15)) {
                    case 0, 1 -> pick(TEXTS);
                    case 2 -> wrapped(text(less)) + " + " + wrapped(text(less));
                    case 3 ->
                        pick("upper", "lower", "trim", "trimPrefix", "trimSuffix", "toBase64", "fromBase64") + "("
                                + text(less) + ")";
                    case 4 -> "string(" + any(less) + ")";
                    case 5 -> "type(" + any(less) + ")";
                    case 6 ->
                        "replace(" + text(less) + ", " + text(less) + ", " + text(less) + pick("", ", 1", ", -1") + ")";
                    case 7 -> "repeat(" + text(less) + ", " + pick("0", "2", "3", "-1", number(less)) + ")";
                    case 8 -> "join(" + list(less) + pick("", ", ','") + ")";
                    case 9 -> "toJSON(" + any(less) + ")";
                    case 10 -> wrapped(text(less)) + "[" + pick("0:1", "1:", ":2", "-2:", "2:1", ":") + "]";
                    case 11 -> pick("trim", "trimPrefix", "trimSuffix") + "(" + text(less) + ", " + text(less) + ")";
                    case 12 -> results.textPath();
                    case 13 -> wrapped(text(less)) + " ?? " + wrapped(text(less));
                    default -> "if " + truth(less) + " { " + text(less) + " } else { " + text(less) + " }";
                };
        return chaotic(text, depth);
    }

    private String list(int depth) {
        if (depth <= 0) {
            return pick(
                    "[]",
                    "[1, 2, 3]",
                    "1..4",
                    "['a', 'b']",
                    "[1, 'a', nil]",
                    "[1.5, 2]",
                    results.listPath(),
                    results.listPath());
        }
        int less = depth - 1;
        String list =
                switch (random.nextInt(20)) {
                    case 0, 1, 2 -> results.listPath();
                    case 3 -> "[" + any(less) + ", " + any(less) + pick("", ", ") + "]";
                    case 4 -> "[" + number(less) + ", " + number(less) + ", " + number(less) + "]";
                    case 5 -> wrapped(number(0)) + ".." + wrapped(pick("1", "4", "9", number(0)));
                    case 6, 7 -> "filter(" + list(less) + ", " + predicate(truthOfElement(less)) + ")";
                    case 8, 9 ->
                        "map(" + list(less) + ", "
                                + predicate(pick(numberOfElement(less), truthOfElement(less), "#", "#index")) + ")";
                    case 10 -> wrapped(list(less)) + "[" + pick("0:1", "1:", ":2", "-2:", "2:1", ":", ":100") + "]";
                    case 11 -> pick("reverse", "uniq", "flatten", "sort") + "(" + list(less) + ")";
                    case 12 -> "concat(" + list(less) + pick("", ", " + list(less)) + ")";
                    case 13 -> "take(" + list(less) + ", " + pick("0", "1", "2", "99", "-1") + ")";
                    case 14 ->
                        "sortBy(" + list(less) + ", " + predicate(pick(numberOfElement(less), "#"))
                                + pick("", ", 'desc'", ", 'asc'", ", 'down'") + ")";
                    case 15 ->
                        pick("split", "splitAfter") + "(" + text(less) + ", " + pick("','", "''", text(less))
                                + pick("", ", 2") + ")";
                    case 16 -> "sort(" + list(less) + ", " + pick("'asc'", "'desc'", "'x'") + ")";
                    case 17 -> "sort(keys(" + map(less) + "))";
                    case 18 -> "fromJSON('[1, \"a\", {\"a\": [2]}]')";
                    default ->
                        "groupBy(" + list(less) + ", " + predicate(pick("#", "# > 1", "type(#)")) + ")["
                                + pick("1", "1.0", "true", "'a'", "nil") + "]";
                };
        return chaotic(list, depth);
    }

    private String map(int depth) {
        int less = depth - 1;
        if (depth <= 0) {
            return pick("{}", "{a: 1}", "{'a': 1, b: 'x', c: nil}", results.mapPath());
        }
        String map =
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> results.mapPath();
                    case 3 -> "{a: " + any(less) + ", 'b': " + any(less) + ", (" + text(less) + "): 1}";
                    case 4 ->
                        "groupBy(" + list(less) + ", " + predicate(pick("#", numberOfElement(less), "type(#)")) + ")";
                    case 5 -> "fromPairs([[" + pick("'a'", "1", any(less)) + ", " + any(less) + "]])";
                    case 6 -> "fromPairs(toPairs(" + map(less) + "))";
                    default -> "fromJSON('{\"a\": 1, \"b\": [1, null]}')";
                };
        return chaotic(map, depth);
    }

    private String time(int depth) {
        int less = depth - 1;
        if (depth <= 0) {
            return pick("date('2024-02-29')", "duration('1h30m')", "date('2024-01-01T10:00:00+02:00')");
        }
        return switch (random.nextInt(9)) {
            case 0 -> wrapped(time(less)) + pick(" + ", " - ", " * ") + wrapped(pick(time(less), number(less)));
            case 1 -> "date('2024-03-31 10:11:12', '2006-01-02 15:04:05')";
            case 2 -> "date('Mon, 02 Jan 2006 15:04:05 MST')";
            case 3 -> "date('" + pick("2024-13-01", "12:30:00", "x", "2024-01-02 03:04:05") + "')";
            case 4 -> "duration('" + pick("1s", "-1.5h", "100ms", "1x", "", "1h2m3s") + "')";
            case 5 -> "date('2024-07-01', '2006-01-02', '" + pick("Europe/Berlin", "UTC", "Nowhere/X") + "')";
            case 6 ->
                wrapped(time(less))
                        + pick(".Add(duration('1h'))", ".AddDate(0, 1, 1)", ".Truncate(duration('1h'))", ".UTC()");
            case 7 -> "(now() - now() < duration('1m') ? duration('1s') : nil)";
            default -> time(less);
        };
    }

    private String predicate(String body) {
        return random.nextInt(4) == 0 ? "{" + body + "}" : body;
    }

    private String truthOfElement(int depth) {
        String truth =
                switch (random.nextInt(9)) {
                    case 0, 1 -> "# " + pick(">", ">=", "<", "==", "!=") + " " + number(0);
                    case 2 -> "#." + pick("value", "a", "name", "b") + pick(" > 1", " == 'a'", " != nil", " == 1");
                    case 3 -> "." + pick("value", "a", "name") + pick(" > 1", " == 'a'", " == nil");
                    case 4 -> "#?." + pick("a", "value") + " == " + literal();
                    case 5 ->
                        pick(
                                "# in [1, 2]",
                                "# in ['a', 'b']",
                                "# not in [1.5, nil]",
                                "type(#) == 'float'",
                                "# in 1..3");
                    case 6 -> "# == " + any(0);
                    case 7 -> depth > 0 ? "any(" + list(0) + ", # == 1)" : "true";
                    default ->
                        depth > 0
                                ? truthOfElement(depth - 1) + pick(" && ", " || ") + truthOfElement(depth - 1)
                                : "# != nil";
                };
        return truth;
    }

    private String numberOfElement(int depth) {
        return pick(
                "#",
                "# * 2",
                "# + 1",
                "#.value",
                "#.a + 1",
                "len(#)",
                "-#",
                "# % 2",
                "# ?? 0",
                depth > 0 ? "sum(#)" : "1");
    }

    /** Some questions, without those that are equal. */
    static List<Question> several(long seed, int count) {
        ExpressionGenerator generator = new ExpressionGenerator(seed);
        List<Question> questions = new ArrayList<>();
        while (questions.size() < count) {
            questions.add(generator.next());
        }
        return questions;
    }
}
