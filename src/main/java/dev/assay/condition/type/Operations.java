package dev.assay.condition.type;

import dev.assay.condition.syntax.Node;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Kind;
import dev.assay.condition.value.Regexes;
import org.jspecify.annotations.Nullable;

/** The natures of what operators make, by the natures of their operands. */
final class Operations {
    private Operations() {}

    static Nature unary(String operator, Nature operand) {
        boolean not = operator.equals("!") || operator.equals("not");
        if (not && (operand.isBool() || operand.isUnknown())) {
            return Nature.BOOL;
        }
        if (!not && operand.isNumber()) {
            return operand;
        }
        if (!not && operand.isUnknown()) {
            return Nature.UNKNOWN;
        }
        throw new ExpressionException("invalid operation: " + operator + " (mismatched type " + operand + ")");
    }

    static Nature binary(Node.Binary node, Nature left, Nature right) {
        Nature nature =
                switch (node.operator()) {
                    case "==", "!=" -> left.isComparableTo(right) ? Nature.BOOL : null;
                    case "or", "||", "and", "&&" -> both(left, right, Operations::isBool) ? Nature.BOOL : null;
                    case "<", ">", ">=", "<=" -> ordered(left, right) ? Nature.BOOL : null;
                    case "+" -> sum(left, right);
                    case "-" -> difference(left, right);
                    case "*" -> product(left, right);
                    case "/", "**", "^" -> both(left, right, Nature::isNumber) ? Nature.FLOAT : null;
                    case "%" -> both(left, right, Nature::isInteger) ? Nature.INT : null;
                    case "in" -> in(left, right);
                    case "matches" -> matches(node.right(), left, right);
                    case "contains", "startsWith", "endsWith" ->
                        both(left, right, Nature::isString) ? Nature.BOOL : null;
                    case ".." -> both(left, right, Nature::isInteger) ? Nature.INT.list() : null;
                    case "??" -> coalesced(left, right);
                    default -> throw new ExpressionException("unknown operator (" + node.operator() + ")");
                };
        if (nature == null) {
            throw new ExpressionException(
                    "invalid operation: " + node.operator() + " (mismatched types " + left + " and " + right + ")");
        }
        return nature;
    }

    private interface Test {
        boolean holds(Nature nature);
    }

    /** Whether both are of the kind, or may be. */
    private static boolean both(Nature left, Nature right, Test kind) {
        return (kind.holds(left) || left.isUnknown()) && (kind.holds(right) || right.isUnknown());
    }

    private static boolean isBool(Nature nature) {
        return nature.isBool();
    }

    private static boolean isTime(Nature nature) {
        return nature.is(GoType.TIME);
    }

    private static boolean isDuration(Nature nature) {
        return nature.is(GoType.DURATION);
    }

    private static boolean ordered(Nature left, Nature right) {
        return both(left, right, Nature::isNumber)
                || both(left, right, Nature::isString)
                || both(left, right, Operations::isTime)
                || both(left, right, Operations::isDuration);
    }

    private static Nature number(Nature left, Nature right) {
        return left.isFloat() || right.isFloat() ? Nature.FLOAT : Nature.INT;
    }

    private static @Nullable Nature sum(Nature left, Nature right) {
        if (left.isUnknown() || right.isUnknown()) {
            return ordered(left, right) ? Nature.UNKNOWN : null;
        }
        if (left.isNumber() && right.isNumber()) {
            return number(left, right);
        }
        if (left.isString() && right.isString()) {
            return Nature.STRING;
        }
        if ((isTime(left) && isDuration(right)) || (isDuration(left) && isTime(right))) {
            return Nature.of(GoType.TIME);
        }
        return isDuration(left) && isDuration(right) ? left : null;
    }

    private static @Nullable Nature difference(Nature left, Nature right) {
        if (left.isUnknown() || right.isUnknown()) {
            boolean possible = both(left, right, Nature::isNumber)
                    || both(left, right, Operations::isTime)
                    || both(left, right, Operations::isDuration);
            return possible ? Nature.UNKNOWN : null;
        }
        if (left.isNumber() && right.isNumber()) {
            return number(left, right);
        }
        if (isTime(left) && isTime(right)) {
            return Nature.of(GoType.DURATION);
        }
        return (isTime(left) || isDuration(left)) && isDuration(right) ? left : null;
    }

    private static @Nullable Nature product(Nature left, Nature right) {
        Test factor = nature -> nature.isNumber() || isDuration(nature);
        if (!both(left, right, factor)) {
            return null;
        }
        if (left.isUnknown() || right.isUnknown()) {
            return Nature.UNKNOWN;
        }
        return left.isNumber() && right.isNumber() ? number(left, right) : Nature.of(GoType.DURATION);
    }

    private static @Nullable Nature in(Nature left, Nature right) {
        if (right.kind() == Kind.STRUCT && (left.isString() || left.isUnknown())) {
            return Nature.BOOL;
        }
        if (right.kind() == Kind.MAP) {
            Nature key = (right.type() == null || right.type().key() == null)
                    ? Nature.UNKNOWN
                    : Nature.of(right.type().key());
            if (!left.isUnknown() && !left.isAssignableTo(key)) {
                throw new ExpressionException("cannot use " + left + " as type " + key + " in map key");
            }
            return Nature.BOOL;
        }
        if (right.isList()) {
            if (!left.isComparableTo(right.elements())) {
                throw new ExpressionException("cannot use " + left + " as type " + right.elements() + " in array");
            }
            return Nature.BOOL;
        }
        return right.isUnknown() || (left.isUnknown() && right.isString()) ? Nature.BOOL : null;
    }

    private static @Nullable Nature matches(Node pattern, Nature left, Nature right) {
        if (pattern instanceof Node.Text text) {
            Regexes.compile(text.value());
        }
        boolean bytes = left.is(GoType.BYTES) && right.isString();
        return bytes || both(left, right, Nature::isString) ? Nature.BOOL : null;
    }

    private static Nature coalesced(Nature left, Nature right) {
        if (left.isNil()) {
            return right;
        }
        return right.isNil() || right.isAssignableTo(left) ? left : Nature.UNKNOWN;
    }
}
