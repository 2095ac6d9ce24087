package dev.assay.condition.syntax;

import java.util.Map;
import java.util.Set;

/** The binary and unary operators, by how strongly they bind. */
final class Operators {
    /** Whether an operator is one that may follow {@code not}, as in {@code not in}. */
    static final Set<String> NEGATABLE = Set.of("contains", "matches", "startsWith", "endsWith", "in");

    static final Set<String> COMPARISONS = Set.of("<", ">", ">=", "<=");

    private static final Map<String, Integer> UNARY = Map.of("not", 50, "!", 50, "-", 90, "+", 90);
    private static final Map<String, Integer> BINARY = Map.ofEntries(
            Map.entry("|", 0),
            Map.entry("or", 10),
            Map.entry("||", 10),
            Map.entry("and", 15),
            Map.entry("&&", 15),
            Map.entry("==", 20),
            Map.entry("!=", 20),
            Map.entry("<", 20),
            Map.entry(">", 20),
            Map.entry(">=", 20),
            Map.entry("<=", 20),
            Map.entry("in", 20),
            Map.entry("matches", 20),
            Map.entry("contains", 20),
            Map.entry("startsWith", 20),
            Map.entry("endsWith", 20),
            Map.entry("..", 25),
            Map.entry("+", 30),
            Map.entry("-", 30),
            Map.entry("*", 60),
            Map.entry("/", 60),
            Map.entry("%", 60),
            Map.entry("**", 100),
            Map.entry("^", 100),
            Map.entry("??", 500));

    private Operators() {}

    /** -1 for what is no binary operator. */
    static int binary(String operator) {
        return BINARY.getOrDefault(operator, -1);
    }

    /** -1 for what is no unary operator. */
    static int unary(String operator) {
        return UNARY.getOrDefault(operator, -1);
    }

    /** The precedence that the right operand needs: powers group to the right, all others to the left. */
    static int right(String operator) {
        int precedence = binary(operator);
        return operator.equals("**") || operator.equals("^") ? precedence : precedence + 1;
    }
}
