package dev.assay.condition.eval;

import dev.assay.condition.syntax.Node;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Shorter forms of {@code sum} and {@code reduce}. */
final class Sums {
    private Sums() {}

    /** The sum of a range of literals is known. */
    static Node ofRange(Node node) {
        if (!(node instanceof Node.Builtin call)
                || !(call.name().equals("sum") || call.name().equals("reduce"))
                || !(call.arguments().get(0) instanceof Node.Binary range)
                || !range.operator().equals("..")
                || !(range.left() instanceof Node.Whole from)
                || !(range.right() instanceof Node.Whole to)
                || to.value() < from.value()) {
            return node;
        }
        long count = to.value() - from.value() + 1;
        long sum = count * (from.value() + to.value()) / 2;
        OptionalLong known = call.name().equals("sum") ? sum(call, sum, count) : reduced(call, sum);
        return known.isPresent() ? new Node.Whole(known.getAsLong(), node.at()) : node;
    }

    private static OptionalLong sum(Node.Builtin call, long sum, long count) {
        if (call.arguments().size() == 1) {
            return OptionalLong.of(sum);
        }
        Node body = Folder.body(call.arguments().get(1));
        if (isElement(body)) {
            return OptionalLong.of(sum);
        }
        if (!(body instanceof Node.Binary binary)) {
            return OptionalLong.empty();
        }
        boolean elementFirst = isElement(binary.left());
        Long by = elementFirst ? whole(binary.right()) : isElement(binary.right()) ? whole(binary.left()) : null;
        if (by == null) {
            return OptionalLong.empty();
        }
        return switch (binary.operator()) {
            case "*" -> OptionalLong.of(by * sum);
            case "+" -> OptionalLong.of(sum + count * by);
            case "-" -> OptionalLong.of(elementFirst ? sum - count * by : count * by - sum);
            default -> OptionalLong.empty();
        };
    }

    private static OptionalLong reduced(Node.Builtin call, long sum) {
        boolean added = Folder.body(call.arguments().get(1)) instanceof Node.Binary binary
                && binary.operator().equals("+")
                && ((isElement(binary.left()) && isAccumulator(binary.right()))
                        || (isAccumulator(binary.left()) && isElement(binary.right())));
        Long first = call.arguments().size() == 3 ? whole(call.arguments().get(2)) : Long.valueOf(0);
        return added && first != null ? OptionalLong.of(first + sum) : OptionalLong.empty();
    }

    private static boolean isElement(Node node) {
        return node instanceof Node.Pointer pointer && pointer.name().isEmpty();
    }

    private static boolean isAccumulator(Node node) {
        return node instanceof Node.Pointer pointer && pointer.name().equals("acc");
    }

    private static @Nullable Long whole(Node node) {
        return node instanceof Node.Whole whole ? whole.value() : null;
    }

    /** {@code sum([a, b, c])} is {@code a + (b + c)}, which texts can be, too. */
    static Node ofList(Node node) {
        if (!(node instanceof Node.Builtin sum)
                || !sum.name().equals("sum")
                || sum.arguments().size() != 1
                || !(sum.arguments().get(0) instanceof Node.Items list)
                || list.nodes().size() < 2) {
            return node;
        }
        int last = list.nodes().size() - 1;
        Node total = list.nodes().get(last);
        for (int i = last - 1; i >= 0; i--) {
            total = new Node.Binary("+", list.nodes().get(i), total, node.at());
        }
        return total;
    }

    static Node ofMap(Node node) {
        boolean single = node instanceof Node.Builtin sum
                && sum.name().equals("sum")
                && sum.arguments().size() == 1;
        if (single
                && node instanceof Node.Builtin sum
                && sum.arguments().get(0) instanceof Node.Builtin map
                && map.name().equals("map")) {
            return new Node.Builtin("sum", List.copyOf(map.arguments()), node.at());
        }
        return node;
    }
}
