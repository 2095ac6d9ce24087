package dev.assay.condition.eval;

import dev.assay.condition.syntax.Node;
import dev.assay.condition.value.Arithmetic;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Items;
import dev.assay.condition.value.Sorting;
import dev.assay.condition.value.Table;
import dev.assay.condition.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of the functions that run code for each element of a list. */
final class Loops {
    /** The elements that a group of one takes the memory of. */
    private static final int GROUP = 8;

    /** The steps that an element takes beside those of its code. */
    private static final int ELEMENT = 2;

    private final Compiler compiler;

    Loops(Compiler compiler) {
        this.compiler = compiler;
    }

    /** The step of a call; null for a function without such code. */
    @Nullable
    Step of(Node.Builtin call) {
        Code code = code(call);
        return switch (call.name()) {
            case "all" -> tested(code, false, false, true);
            case "any" -> tested(code, true, true, false);
            case "none" -> tested(code, true, false, true);
            case "one" -> counted(code, 0, count -> count == 1);
            case "count" -> counted(code, threshold(call), count -> count);
            case "filter" -> filter(code, mapped(call));
            case "map" -> map(code);
            case "sum" -> sum(code);
            case "find" -> found(code, mapped(call), false, false);
            case Simplifier.FIND -> found(code, mapped(call), false, true);
            case "findLast" -> found(code, mapped(call), true, false);
            case Simplifier.FIND_LAST -> found(code, mapped(call), true, true);
            case "findIndex" -> found(code, index(), false, false);
            case "findLastIndex" -> found(code, index(), true, false);
            case "groupBy" -> groupBy(code);
            case "sortBy" -> sortBy(code, third(call));
            case "reduce" -> reduce(code, third(call));
            default -> null;
        };
    }

    /** The list, and the code for each element. */
    private record Code(Step list, Step each) {
        Loop enter(EvaluationState frame) {
            return frame.enter(list.run(frame));
        }

        @Nullable
        Object run(EvaluationState frame) {
            frame.budget.steps(ELEMENT);
            return each.run(frame);
        }

        boolean holds(EvaluationState frame) {
            return Values.truth(run(frame));
        }
    }

    private static final Code NONE = new Code(frame -> null, frame -> null);

    private Code code(Node.Builtin call) {
        if (!isLoop(call.name())) {
            return NONE;
        }
        Step list = compiler.compile(call.arguments().get(0));
        if (call.arguments().size() == 1) {
            return new Code(list, frame -> frame.loop().element());
        }
        Node each = call.arguments().get(1);
        return new Code(list, compiler.compile(each));
    }

    private static boolean isLoop(String name) {
        return switch (name) {
            case "all", "any", "none", "one", "count", "filter", "map", "sum", "find", "findLast" -> true;
            case "findIndex", "findLastIndex", "groupBy", "sortBy", "reduce" -> true;
            default -> name.endsWith("!");
        };
    }

    private @Nullable Step third(Node.Builtin call) {
        return call.arguments().size() < 3
                ? null
                : compiler.compile(call.arguments().get(2));
    }

    /** The step after an element was found: it gives the element itself, or the result of the code of a {@code map}. */
    private Step mapped(Node.Builtin call) {
        boolean fused = call.arguments().size() == 3;
        return (fused
                        && call.arguments().get(2) instanceof Node.Constant constant
                        && constant.value() instanceof Node body)
                ? compiler.compile(body)
                : frame -> frame.loop().element();
    }

    private static long threshold(Node.Builtin call) {
        boolean given = call.arguments().size() == 3;
        return given && call.arguments().get(2) instanceof Node.Whole whole ? whole.value() : Long.MAX_VALUE;
    }

    private static Step index() {
        return frame -> (long) frame.loop().index;
    }

    /** Ends with an answer at the first element for which the code says so; otherwise with the other answer. */
    private static Step tested(Code code, boolean ending, boolean answer, boolean otherwise) {
        return frame -> {
            Loop loop = code.enter(frame);
            boolean result = otherwise;
            for (; loop.index < loop.size(); loop.index++) {
                if (code.holds(frame) == ending) {
                    result = answer;
                    break;
                }
            }
            frame.leave();
            return result;
        };
    }

    private interface Answer {
        Object of(long count);
    }

    private static Step counted(Code code, long threshold, Answer answer) {
        long most = threshold == 0 ? Long.MAX_VALUE : threshold;
        return frame -> {
            Loop loop = code.enter(frame);
            long count = 0;
            for (; loop.index < loop.size() && count < most; loop.index++) {
                if (code.holds(frame)) {
                    count++;
                }
            }
            frame.leave();
            return answer.of(count);
        };
    }

    private static Step filter(Code code, Step mapped) {
        return frame -> {
            Loop loop = code.enter(frame);
            List<@Nullable Object> chosen = new ArrayList<>();
            for (; loop.index < loop.size(); loop.index++) {
                if (code.holds(frame)) {
                    chosen.add(mapped.run(frame));
                }
            }
            frame.leave();
            frame.budget.elements(chosen.size());
            return Items.of(chosen);
        };
    }

    private static Step map(Code code) {
        return frame -> {
            Loop loop = code.enter(frame);
            List<@Nullable Object> values = new ArrayList<>(loop.size());
            for (; loop.index < loop.size(); loop.index++) {
                values.add(code.run(frame));
            }
            frame.leave();
            frame.budget.elements(values.size());
            return Items.of(values);
        };
    }

    private static Step sum(Code code) {
        return frame -> {
            Loop loop = code.enter(frame);
            Object sum = 0L;
            for (; loop.index < loop.size(); loop.index++) {
                sum = Arithmetic.add(code.run(frame), sum, frame.budget);
            }
            frame.leave();
            return sum;
        };
    }

    private static Step found(Code code, Step mapped, boolean backwards, boolean must) {
        return frame -> {
            Loop loop = code.enter(frame);
            int step = backwards ? -1 : 1;
            loop.index = backwards ? loop.size() - 1 : 0;
            for (; loop.index >= 0 && loop.index < loop.size(); loop.index += step) {
                if (code.holds(frame)) {
                    Object value = mapped.run(frame);
                    frame.leave();
                    return value;
                }
            }
            if (must) {
                throw new ExpressionException("reflect: slice index out of range");
            }
            frame.leave();
            return null;
        };
    }

    private static Step groupBy(Code code) {
        return frame -> {
            Loop loop = code.enter(frame);
            Table groups = Table.growing(GoType.GROUPS);
            frame.budget.elements((long) GROUP * loop.size());
            for (; loop.index < loop.size(); loop.index++) {
                Object key = code.run(frame);
                groups.add(key, loop.element());
            }
            frame.leave();
            return groups;
        };
    }

    private static Step sortBy(Code code, @Nullable Step order) {
        return frame -> {
            Loop loop = code.enter(frame);
            boolean descending = order != null && isDescending(order.run(frame));
            List<@Nullable Object> elements = new ArrayList<>(loop.size());
            List<@Nullable Object> keys = new ArrayList<>(loop.size());
            for (; loop.index < loop.size(); loop.index++) {
                keys.add(code.run(frame));
                elements.add(loop.element());
            }
            frame.leave();
            List<@Nullable Object> sorted = Sorting.sorted(elements, keys, descending, frame.budget);
            frame.budget.elements(sorted.size());
            return Items.of(sorted);
        };
    }

    private static boolean isDescending(@Nullable Object order) {
        if (!(order instanceof String text)) {
            throw new ExpressionException("sortBy order argument must be a string");
        }
        if (!text.equals("asc") && !text.equals("desc")) {
            throw new ExpressionException("unknown order, use asc or desc");
        }
        return text.equals("desc");
    }

    private static Step reduce(Code code, @Nullable Step first) {
        return frame -> {
            Loop loop = code.enter(frame);
            if (first != null) {
                loop.accumulator = first.run(frame);
            } else if (loop.size() == 0) {
                throw new ExpressionException("reduce of empty array with no initial value");
            } else {
                loop.accumulator = loop.element();
                loop.index++;
            }
            for (; loop.index < loop.size(); loop.index++) {
                loop.accumulator = code.run(frame);
            }
            frame.leave();
            return loop.accumulator;
        };
    }
}
