package dev.assay.condition.syntax;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A part of a condition. A node may stand at two places of the tree: {@code 1 < a < 3} has {@code a} twice. Immutable.
 */
public sealed interface Node {
    Position at();

    /** A copy of this node with other children; this node where the children do not change. */
    default Node withChildren(UnaryOperator<Node> change) {
        return this;
    }

    record Nil(Position at) implements Node {}

    record Identifier(String name, Position at) implements Node {}

    record Whole(long value, Position at) implements Node {}

    record Decimal(double value, Position at) implements Node {}

    record Bool(boolean value, Position at) implements Node {}

    record Text(String value, Position at) implements Node {}

    /** @param value the bytes, as {@link dev.assay.condition.value.ByteText} holds them */
    record Bytes(String value, Position at) implements Node {}

    /** A list or set that is known before the evaluation; only the simplifier makes one. */
    record Constant(Object value, Position at) implements Node {}

    record Unary(String operator, Node operand, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            Node changed = change.apply(operand);
            return changed == operand ? this : new Unary(operator, changed, at);
        }
    }

    record Binary(String operator, Node left, Node right, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            Node newLeft = change.apply(left);
            Node newRight = change.apply(right);
            return newLeft == left && newRight == right ? this : new Binary(operator, newLeft, newRight, at);
        }
    }

    /** The part that is nil as a whole when a member with {@code ?.} in it finds nil. */
    record Chain(Node content, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            Node changed = change.apply(content);
            return changed == content ? this : new Chain(changed, at);
        }
    }

    /**
     * {@code base.name}, or {@code base[property]}.
     *
     * @param optional whether it is written with {@code ?.}
     * @param called whether it is called as a method
     */
    record Member(Node base, Node property, boolean optional, boolean called, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            Node newBase = change.apply(base);
            Node newProperty = change.apply(property);
            return (newBase == base && newProperty == property)
                    ? this
                    : new Member(newBase, newProperty, optional, called, at);
        }
    }

    record Slice(Node base, @Nullable Node from, @Nullable Node to, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            Node newBase = change.apply(base);
            Node newFrom = from == null ? null : change.apply(from);
            Node newTo = to == null ? null : change.apply(to);
            return newBase == base && newFrom == from && newTo == to ? this : new Slice(newBase, newFrom, newTo, at);
        }
    }

    record Call(Node callee, List<Node> arguments, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            Node newCallee = change.apply(callee);
            List<Node> changed = Nodes.changed(arguments, change);
            return newCallee == callee && changed == arguments ? this : new Call(newCallee, changed, at);
        }
    }

    /** A call of one of expr-lang's own functions. */
    record Builtin(String name, List<Node> arguments, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            List<Node> changed = Nodes.changed(arguments, change);
            return changed == arguments ? this : new Builtin(name, changed, at);
        }
    }

    /** The code that a function such as {@code filter} runs for each element. */
    record Predicate(Node body, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            Node changed = change.apply(body);
            return changed == body ? this : new Predicate(changed, at);
        }
    }

    /**
     * {@code #}, {@code #index} or {@code #acc}.
     *
     * @param name empty for the element
     */
    record Pointer(String name, Position at) implements Node {}

    record Let(String name, Node value, Node body, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            Node newValue = change.apply(value);
            Node newBody = change.apply(body);
            return newValue == value && newBody == body ? this : new Let(name, newValue, newBody, at);
        }
    }

    record Sequence(List<Node> nodes, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            List<Node> changed = Nodes.changed(nodes, change);
            return changed == nodes ? this : new Sequence(changed, at);
        }
    }

    record Conditional(Node condition, Node then, Node otherwise, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            Node newCondition = change.apply(condition);
            Node newThen = change.apply(then);
            Node newOtherwise = change.apply(otherwise);
            return (newCondition == condition && newThen == then && newOtherwise == otherwise)
                    ? this
                    : new Conditional(newCondition, newThen, newOtherwise, at);
        }
    }

    record Items(List<Node> nodes, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            List<Node> changed = Nodes.changed(nodes, change);
            return changed == nodes ? this : new Items(changed, at);
        }
    }

    record Pairs(List<Node> pairs, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            List<Node> changed = Nodes.changed(pairs, change);
            return changed == pairs ? this : new Pairs(changed, at);
        }
    }

    record Pair(Node key, Node value, Position at) implements Node {
        @Override
        public Node withChildren(UnaryOperator<Node> change) {
            Node newKey = change.apply(key);
            Node newValue = change.apply(value);
            return newKey == key && newValue == value ? this : new Pair(newKey, newValue, at);
        }
    }
}
