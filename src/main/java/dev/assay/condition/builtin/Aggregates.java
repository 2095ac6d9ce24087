package dev.assay.condition.builtin;

import static dev.assay.condition.builtin.Builtin.ruled;

import dev.assay.condition.value.Budget;
import dev.assay.condition.value.Items;
import dev.assay.condition.value.Order;
import dev.assay.condition.value.Span;
import dev.assay.condition.value.Values;
import dev.assay.condition.value.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of numbers and of lists of numbers, to any depth. */
final class Aggregates {
    private Aggregates() {}

    static List<Builtin> all() {
        return List.of(
                ruled("max", Rules.aggregate("max"), (a, budget) -> extreme("max", Order.LESS, a, budget)),
                ruled("min", Rules.aggregate("min"), (a, budget) -> extreme("min", Order.MORE, a, budget)),
                ruled("mean", Rules.aggregate("mean"), (a, budget) -> mean(numbers("mean", a, budget))),
                ruled("median", Rules.aggregate("median"), (a, budget) -> median(numbers("median", a, budget))));
    }

    /** The number that no other one takes the place of; nil where there is none. */
    private static @Nullable Object extreme(String name, Order worse, @Nullable Object[] arguments, Budget budget) {
        Object best = null;
        for (Object argument : arguments) {
            Object candidate;
            if (argument instanceof Items items) {
                candidate = ofList(name, worse, items, budget);
            } else if (Values.isNumber(argument) || isNumericKind(argument)) {
                candidate = argument;
            } else if (arguments.length == 1) {
                return argument;
            } else {
                throw NumberFunctions.invalid(name, argument);
            }
            best = better(best, candidate, worse);
        }
        return best;
    }

    private static @Nullable Object ofList(String name, Order worse, Items items, Budget budget) {
        Object best = null;
        budget.enter();
        for (int i = 0; i < items.size(); i++) {
            budget.step();
            Object item = items.at(i);
            if (!(item instanceof Items) && !Values.isNumber(item)) {
                throw NumberFunctions.invalid(name, item);
            }
            Object candidate = item instanceof Items inner ? ofList(name, worse, inner, budget) : item;
            best = better(best, candidate, worse);
        }
        budget.leave();
        return best;
    }

    private static @Nullable Object better(@Nullable Object best, @Nullable Object candidate, Order worse) {
        if (best == null || candidate == null) {
            return candidate == null ? best : candidate;
        }
        return worse.test(best, candidate) ? candidate : best;
    }

    private static boolean isNumericKind(@Nullable Object value) {
        return value instanceof Whole || value instanceof Span;
    }

    private static double[] numbers(String name, @Nullable Object[] arguments, Budget budget) {
        List<Double> numbers = new ArrayList<>();
        for (Object argument : arguments) {
            collect(name, argument, numbers, budget);
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(String name, @Nullable Object value, List<Double> numbers, Budget budget) {
        budget.enter();
        if (value instanceof Items items) {
            for (int i = 0; i < items.size(); i++) {
                collect(name, items.at(i), numbers, budget);
            }
        } else if (Values.isNumber(value) || value instanceof Whole) {
            numbers.add(Values.asDouble(value));
        } else if (value instanceof Span span) {
            numbers.add((double) span.nanos());
        } else {
            throw NumberFunctions.invalid(name, value);
        }
        budget.leave();
    }

    private static double mean(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return numbers.length == 0 ? 0 : sum / numbers.length;
    }

    /** NaN comes first in Go's order of numbers, and last in Java's. */
    private static double median(double[] numbers) {
        if (numbers.length == 0) {
            return 0;
        }
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int missing = (int) Arrays.stream(sorted).filter(Double::isNaN).count();
        int at = sorted.length / 2;
        double upper = sortedByGo(sorted, missing, at);
        return sorted.length % 2 == 1 ? upper : (sortedByGo(sorted, missing, at - 1) + upper) / 2;
    }

    private static double sortedByGo(double[] sorted, int missing, int at) {
        return at < missing ? Double.NaN : sorted[at - missing];
    }
}
