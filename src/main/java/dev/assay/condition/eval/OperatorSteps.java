package dev.assay.condition.eval;

import com.google.re2j.Pattern;
import dev.assay.condition.syntax.Node;
import dev.assay.condition.type.Nature;
import dev.assay.condition.type.Types;
import dev.assay.condition.value.Arithmetic;
import dev.assay.condition.value.Budget;
import dev.assay.condition.value.ByteText;
import dev.assay.condition.value.Equality;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Items;
import dev.assay.condition.value.Members;
import dev.assay.condition.value.Order;
import dev.assay.condition.value.Regexes;
import dev.assay.condition.value.Values;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The steps of operators. */
final class OperatorSteps {
    private final Compiler compiler;
    private final Types types;

    OperatorSteps(Compiler compiler, Types types) {
        this.compiler = compiler;
        this.types = types;
    }

    Step unary(Node.Unary node) {
        Step operand = compiler.compile(node.operand());
        return switch (node.operator()) {
            case "-" ->
                frame -> {
                    frame.budget.step();
                    return Arithmetic.negate(operand.run(frame));
                };
            case "+" -> operand;
            default ->
                frame -> {
                    frame.budget.step();
                    return !Values.truth(operand.run(frame));
                };
        };
    }

    Step binary(Node.Binary node) {
        if (node.operator().equals("matches") && node.right() instanceof Node.Text text) {
            return matches(compiler.compile(node.left()), Regexes.compile(text.value()));
        }
        Step left = compiler.compile(node.left());
        Step right = compiler.compile(node.right());
        return switch (node.operator()) {
            case "and", "&&" -> logical(left, right, false);
            case "or", "||" -> logical(left, right, true);
            case "??" ->
                frame -> {
                    frame.budget.step();
                    Object value = left.run(frame);
                    return Values.isNil(value) ? right.run(frame) : value;
                };
            case "==" -> equal(node, left, right, true);
            case "!=" -> equal(node, left, right, false);
            case "<" -> ordered(Order.LESS, left, right);
            case "<=" -> ordered(Order.LESS_OR_EQUAL, left, right);
            case ">" -> ordered(Order.MORE, left, right);
            case ">=" -> ordered(Order.MORE_OR_EQUAL, left, right);
            default -> strict(node.operator(), left, right);
        };
    }

    /** An operator that needs both operands. */
    private interface Operation {
        @Nullable
        Object of(@Nullable Object left, @Nullable Object right, Budget budget);
    }

    private static Step strict(String operator, Step left, Step right) {
        Operation operation =
                switch (operator) {
                    case "+" -> Arithmetic::add;
                    case "-" -> (a, b, budget) -> Arithmetic.subtract(a, b);
                    case "*" -> (a, b, budget) -> Arithmetic.multiply(a, b);
                    case "/" -> (a, b, budget) -> Arithmetic.divide(a, b);
                    case "%" -> (a, b, budget) -> Arithmetic.modulo(a, b);
                    case "**", "^" -> (a, b, budget) -> Arithmetic.power(a, b);
                    case "in" -> Members::in;
                    case ".." -> OperatorSteps::range;
                    case "matches" -> OperatorSteps::matchesAny;
                    default -> (a, b, budget) -> texts(operator, a, b, budget);
                };
        return frame -> {
            frame.budget.step();
            Object a = left.run(frame);
            return operation.of(a, right.run(frame), frame.budget);
        };
    }

    /** The second operand counts as it is, also when it is no boolean. */
    private static Step logical(Step left, Step right, boolean decisive) {
        return frame -> {
            frame.budget.step();
            return Values.truth(left.run(frame)) == decisive ? (Object) decisive : right.run(frame);
        };
    }

    private static Step ordered(Order order, Step left, Step right) {
        return frame -> {
            frame.budget.step();
            Object a = left.run(frame);
            Object b = right.run(frame);
            frame.budget.read(a);
            frame.budget.read(b);
            return order.test(a, b);
        };
    }

    /** Where both operands are known to be integers, or texts, expr-lang compares them as such and knows nothing else. */
    private Step equal(Node.Binary node, Step left, Step right, boolean wanted) {
        Nature a = types.of(node.left());
        Nature b = types.of(node.right());
        for (GoType type : new GoType[] {GoType.INT, GoType.STRING}) {
            if (a.is(type) && b.is(type)) {
                return frame -> {
                    frame.budget.step();
                    Object x = must(left.run(frame), type);
                    Object y = must(right.run(frame), type);
                    frame.budget.read(x);
                    return x.equals(y) == wanted;
                };
            }
        }
        return frame -> {
            frame.budget.step();
            Object x = left.run(frame);
            return Equality.equal(x, right.run(frame), frame.budget) == wanted;
        };
    }

    private static Object must(@Nullable Object value, GoType type) {
        if (value == null || !type.equals(Values.typeOf(value))) {
            throw Values.notA(value, type);
        }
        return value;
    }

    private static Step matches(Step text, Pattern pattern) {
        return frame -> matches(text.run(frame), pattern, frame.budget);
    }

    private static boolean matches(@Nullable Object value, Pattern pattern, Budget budget) {
        if (Values.isNil(value)) {
            return false;
        }
        if (value instanceof Items bytes && bytes.type().equals(GoType.BYTES)) {
            return Regexes.find(pattern, ByteText.valid(ByteText.text(bytes.toBytes())), budget);
        }
        if (!(value instanceof String text)) {
            throw Values.notA(value, GoType.BYTES);
        }
        return Regexes.find(pattern, ByteText.valid(text), budget);
    }

    private static Object matchesAny(@Nullable Object value, @Nullable Object pattern, Budget budget) {
        if (Values.isNil(value) || Values.isNil(pattern)) {
            return false;
        }
        String text = Values.text(pattern);
        return matches(value, Regexes.compile(text, budget), budget);
    }

    private static Object texts(String operator, @Nullable Object a, @Nullable Object b, Budget budget) {
        if (Values.isNil(a) || Values.isNil(b)) {
            return false;
        }
        String text = Values.text(a);
        String part = Values.text(b);
        budget.steps(text.length() >> 4);
        return switch (operator) {
            case "contains" -> {
                budget.search(text, part);
                yield text.contains(part);
            }
            case "startsWith" -> text.startsWith(part);
            default -> text.endsWith(part);
        };
    }

    private static Object range(@Nullable Object from, @Nullable Object to, Budget budget) {
        long low = Values.toInt(from);
        long high = Values.toInt(to);
        long size = Math.max(0, high - low + 1);
        budget.elements(size);
        return Items.of(GoType.INTS, new Range(low, (int) size));
    }

    /** The numbers from one on. */
    private static final class Range extends AbstractList<Long> implements RandomAccess {
        private final long first;
        private final int size;

        Range(long first, int size) {
            this.first = first;
            this.size = size;
        }

        @Override
        public Long get(int index) {
            return first + index;
        }

        @Override
        public int size() {
            return size;
        }
    }
}
