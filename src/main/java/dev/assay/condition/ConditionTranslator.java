package dev.assay.condition;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The translator from Argo's conditions to JEXL. It refuses every text that JEXL would understand in another way.
 * Literals and member names become variables, so only our own names, operators and brackets reach JEXL.
 */
final class ConditionTranslator {
    static final String RESULT = "result";

    /** In characters; conditions that people write are far shorter. */
    private static final int MAX_LENGTH = 10_000;

    private static final int MAX_TOKENS = 1_000;
    private static final int MAX_NESTING = 50;
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> SPLITTERS = Set.of("&&", "||", ",");
    private static final Set<String> NOT_YET_OPERATORS =
            Set.of("in", "contains", "matches", "startsWith", "endsWith", "let", "if", "else");

    /** {@code builtin/builtin.go} of expr-lang 1.17, without {@code len}. */
    private static final Set<String> NOT_YET_FUNCTIONS = Set.of(
            "all",
            "none",
            "any",
            "one",
            "filter",
            "map",
            "find",
            "findIndex",
            "findLast",
            "findLastIndex",
            "count",
            "sum",
            "groupBy",
            "sortBy",
            "reduce",
            "type",
            "abs",
            "ceil",
            "floor",
            "round",
            "int",
            "float",
            "string",
            "trim",
            "trimPrefix",
            "trimSuffix",
            "upper",
            "lower",
            "split",
            "splitAfter",
            "replace",
            "repeat",
            "join",
            "indexOf",
            "lastIndexOf",
            "hasPrefix",
            "hasSuffix",
            "max",
            "min",
            "mean",
            "median",
            "toJSON",
            "fromJSON",
            "toBase64",
            "fromBase64",
            "now",
            "duration",
            "date",
            "timezone",
            "first",
            "last",
            "get",
            "take",
            "keys",
            "values",
            "toPairs",
            "fromPairs",
            "reverse",
            "uniq",
            "concat",
            "flatten",
            "sort",
            "bitand",
            "bitor",
            "bitxor",
            "bitnand",
            "bitnot",
            "bitshl",
            "bitshr",
            "bitushr");

    private final List<ConditionToken> tokens;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, Object> constants = new HashMap<>();

    /** For each open bracket: whether it contains a comparison after its last {@code &&}, {@code ||} or comma. */
    private final Deque<Boolean> compared = new ArrayDeque<>(List.of(false));

    private int at;

    private ConditionTranslator(List<ConditionToken> tokens) {
        this.tokens = tokens;
    }

    /**
     * A condition in JEXL.
     *
     * @param text the expression
     * @param constants the values of the variables in it, without {@link #RESULT} and the functions
     */
    record Translated(String text, Map<String, Object> constants) {}

    static Translated translate(String condition) {
        if (condition.length() > MAX_LENGTH) {
            throw new ConditionException(
                    "a condition may have " + MAX_LENGTH + " characters, but this one has " + condition.length());
        }
        ConditionLexer.Lexed lexed = ConditionLexer.lex(condition);
        List<ConditionToken> tokens = lexed.tokens();
        if (tokens.size() > MAX_TOKENS) {
            throw new ConditionException(
                    "a condition may have " + MAX_TOKENS + " words, but this one has " + tokens.size());
        }
        ConditionTranslator translator = new ConditionTranslator(tokens);
        while (translator.at < tokens.size()) {
            translator.next();
        }
        if (lexed.fault() != null) {
            throw lexed.fault();
        }
        if (tokens.isEmpty()) {
            throw new ConditionException("unexpected token EOF");
        }
        return new Translated(translator.out.toString(), Map.copyOf(translator.constants));
    }

    private void next() {
        ConditionToken token = tokens.get(at++);
        switch (token.kind()) {
            case LITERAL -> emitConstant(token.value());
            case NAME -> name(token.text());
            case OPERATOR -> operator(token.text());
        }
    }

    private void name(String name) {
        switch (name) {
            case "and" -> operator("&&");
            case "or" -> operator("||");
            case "not" -> operator("!");
            case "true" -> emitConstant(true);
            case "false" -> emitConstant(false);
            case "nil" -> emitConstant(ConditionValues.NIL);
            case RESULT -> emit(RESULT);
            default -> function(name);
        }
    }

    private void function(String name) {
        if (NOT_YET_OPERATORS.contains(name)) {
            throw ConditionException.notYet("the part " + name);
        }
        if (NOT_YET_FUNCTIONS.contains(name)) {
            throw ConditionException.notYet("the function " + name);
        }
        if (!JexlFunctions.NAMES.contains(name)) {
            throw new ConditionException("unknown name " + name);
        }
        if (!peek("(")) {
            throw ConditionException.notYet("the function " + name + " without brackets");
        }
        emit(JexlFunctions.variable(name));
    }

    private void operator(String operator) {
        switch (operator) {
            case "." -> member();
            case "(" -> {
                if (at >= 2
                        && endsValue(tokens.get(at - 2))
                        && !JexlFunctions.NAMES.contains(tokens.get(at - 2).text())) {
                    throw ConditionException.notYet("a call of a method");
                }
                open(operator);
            }
            case "[" -> {
                if (at < 2 || !endsValue(tokens.get(at - 2))) {
                    throw ConditionException.notYet("a list in brackets");
                }
                open(operator);
            }
            case ")", "]" -> {
                if (compared.size() == 1) {
                    throw new ConditionException("unexpected token Bracket(\"" + operator + "\")");
                }
                compared.pop();
                emit(operator);
            }
            default -> {
                compare(operator);
                emit(operator);
            }
        }
    }

    /**
     * Refuses two comparisons in a row. In JEXL {@code ==} binds weaker than {@code <}, in expr-lang they are equal; with
     * brackets both languages agree.
     */
    private void compare(String operator) {
        if (COMPARISONS.contains(operator)) {
            if (compared.pop()) {
                throw ConditionException.notYet("a chain of comparisons without brackets");
            }
            compared.push(true);
        } else if (SPLITTERS.contains(operator)) {
            compared.pop();
            compared.push(false);
        }
    }

    private void member() {
        if (at < 2 || !endsValue(tokens.get(at - 2)) || at >= tokens.size()) {
            throw new ConditionException("unexpected token Operator(\".\")");
        }
        ConditionToken name = tokens.get(at++);
        if (name.kind() != ConditionToken.Kind.NAME) {
            throw new ConditionException("unexpected token " + name.text() + " after a dot");
        }
        if (peek("(")) {
            throw new ConditionException("a result has no method " + name.text());
        }
        out.append("[ ");
        emitConstant(name.text());
        out.append("] ");
    }

    /** Whether this token may end a value. A bracket or dot after it then belongs to that value. */
    private boolean endsValue(ConditionToken token) {
        return switch (token.kind()) {
            case LITERAL -> token.value() instanceof String;
            case NAME -> !Set.of("and", "or", "not").contains(token.text()) || isMember(token);
            case OPERATOR -> token.is(")") || token.is("]");
        };
    }

    private boolean isMember(ConditionToken token) {
        return at >= 3 && tokens.get(at - 2).equals(token) && tokens.get(at - 3).is(".");
    }

    private void open(String bracket) {
        if (compared.size() > MAX_NESTING) {
            throw new ConditionException(
                    "a condition may have " + MAX_NESTING + " levels of brackets, but this one has more");
        }
        compared.push(false);
        emit(bracket);
    }

    private boolean peek(String operator) {
        return at < tokens.size() && tokens.get(at).is(operator);
    }

    private void emitConstant(@Nullable Object value) {
        String variable = "c" + constants.size();
        constants.put(variable, value == null ? ConditionValues.NIL : value);
        emit(variable);
    }

    /** Appends a blank too, so that two operators never become one. */
    private void emit(String token) {
        out.append(token).append(' ');
    }
}
