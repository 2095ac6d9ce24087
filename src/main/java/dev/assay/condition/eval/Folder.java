package dev.assay.condition.eval;

import dev.assay.condition.syntax.Node;
import dev.assay.condition.syntax.Position;
import dev.assay.condition.type.Nature;
import dev.assay.condition.type.Types;
import dev.assay.condition.value.Arithmetic;
import dev.assay.condition.value.Budget;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Items;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The evaluation of what is constant. It decides some conditions before a faulty part of them is reached, as in Argo. */
final class Folder {
    private final Types types;
    private final Budget budget = new Budget();

    Folder(Types types) {
        this.types = types;
    }

    Node fold(Node node) {
        if (node instanceof Node.Unary unary) {
            return unary(unary);
        }
        if (node instanceof Node.Binary binary) {
            return binary(binary);
        }
        if (node instanceof Node.Items items) {
            return items(items);
        }
        return node instanceof Node.Builtin call ? filterOfFilter(call) : node;
    }

    private Node unary(Node.Unary unary) {
        Object value = constant(unary.operand());
        return switch (unary.operator()) {
            case "-" -> isNumber(value) ? literal(Arithmetic.negate(value), unary.at()) : unary;
            case "+" -> isNumber(value) ? unary.operand() : unary;
            default -> value instanceof Boolean truth ? literal(!truth, unary.at()) : unary;
        };
    }

    private Node binary(Node.Binary node) {
        Object left = constant(node.left());
        Object right = constant(node.right());
        return switch (node.operator()) {
            case "and", "&&" -> logical(node, left, right, true);
            case "or", "||" -> logical(node, left, right, false);
            case "==" -> same(node, left, right);
            case "%" -> modulo(node, left, right);
            default -> arithmetic(node, left, right);
        };
    }

    /** The other operand where one does not matter, or the truth that one operand decides alone. */
    private static Node logical(Node.Binary node, @Nullable Object left, @Nullable Object right, boolean neutral) {
        if (left instanceof Boolean truth && truth == neutral) {
            return node.right();
        }
        if (right instanceof Boolean truth && truth == neutral) {
            return node.left();
        }
        return left instanceof Boolean || right instanceof Boolean ? new Node.Bool(!neutral, node.at()) : node;
    }

    private static Node same(Node.Binary node, @Nullable Object left, @Nullable Object right) {
        if (left == null || left instanceof Double || right == null || left.getClass() != right.getClass()) {
            return node;
        }
        return new Node.Bool(left.equals(right), node.at());
    }

    private Node modulo(Node.Binary node, @Nullable Object left, @Nullable Object right) {
        if (!(left instanceof Long) || !(right instanceof Long)) {
            return node;
        }
        if (right.equals(0L)) {
            throw new ExpressionException("integer divide by zero");
        }
        return literal(Arithmetic.modulo(left, right), node.at());
    }

    private Node arithmetic(Node.Binary node, @Nullable Object left, @Nullable Object right) {
        boolean texts = left instanceof String
                && right instanceof String
                && node.operator().equals("+");
        if (!texts && !(isNumber(left) && isNumber(right))) {
            return node;
        }
        return switch (node.operator()) {
            case "+" -> literal(Arithmetic.add(left, right, budget), node.at());
            case "-" -> literal(Arithmetic.subtract(left, right), node.at());
            case "*" -> literal(Arithmetic.multiply(left, right), node.at());
            case "/" -> literal(Arithmetic.divide(left, right), node.at());
            case "**", "^" -> literal(Arithmetic.power(left, right), node.at());
            default -> node;
        };
    }

    private Node items(Node.Items items) {
        List<Object> values = new ArrayList<>();
        for (Node node : items.nodes()) {
            Object value = constant(node);
            if (value == null) {
                return items;
            }
            values.add(value);
        }
        return values.isEmpty() ? items : constant(Items.of(values), GoType.LIST, items.at());
    }

    private Node filterOfFilter(Node.Builtin outer) {
        boolean filters = outer.name().equals("filter")
                && outer.arguments().get(0) instanceof Node.Builtin inner
                && inner.name().equals("filter");
        if (!filters || !(outer.arguments().get(0) instanceof Node.Builtin inner)) {
            return outer;
        }
        Node.Binary both = new Node.Binary(
                "&&", body(inner.arguments().get(1)), body(outer.arguments().get(1)), outer.at());
        types.put(both, Nature.of(GoType.BOOL));
        return new Node.Builtin(
                "filter", List.of(inner.arguments().get(0), new Node.Predicate(binary(both), outer.at())), outer.at());
    }

    static Node body(Node predicate) {
        return predicate instanceof Node.Predicate one ? one.body() : predicate;
    }

    private static boolean isNumber(@Nullable Object value) {
        return value instanceof Long || value instanceof Double;
    }

    /** The value of a literal; null for every other node. */
    static @Nullable Object constant(Node node) {
        if (node instanceof Node.Whole whole) {
            return whole.value();
        }
        if (node instanceof Node.Decimal decimal) {
            return decimal.value();
        }
        if (node instanceof Node.Text text) {
            return text.value();
        }
        return node instanceof Node.Bool bool ? bool.value() : null;
    }

    private Node literal(Object value, Position place) {
        Node node;
        GoType type;
        if (value instanceof Long whole) {
            node = new Node.Whole(whole, place);
            type = GoType.INT;
        } else if (value instanceof Double decimal) {
            node = new Node.Decimal(decimal, place);
            type = GoType.FLOAT64;
        } else if (value instanceof String text) {
            node = new Node.Text(text, place);
            type = GoType.STRING;
        } else {
            node = new Node.Bool(value.equals(true), place);
            type = GoType.BOOL;
        }
        types.put(node, Nature.of(type));
        return node;
    }

    private Node constant(Object value, GoType type, Position place) {
        Node node = new Node.Constant(value, place);
        types.put(node, Nature.of(type));
        return node;
    }
}
