package dev.assay.plugin;

import dev.assay.condition.Condition;
import dev.assay.condition.ConditionException;
import dev.assay.condition.JexlCondition;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a metric's conditions, by Argo's rules ({@code utils/evaluate/evaluate.go}).
 *
 * <p>Argo's language is expr-lang. Of it there are: {@code result}, {@code true}, {@code false}, {@code nil}, numbers and
 * strings; {@code == != < <= > >=}, {@code + - * /}, {@code and or not && || !}; {@code result[0]}, {@code result.name},
 * {@code result["name"]}; {@code asInt}, {@code asFloat}, {@code isNaN}, {@code isInf}, {@code isNil}, {@code default},
 * {@code len}. Anything else of it is refused by name.
 */
public final class Conditions {
    private Conditions() {}

    /**
     * Reads a condition.
     *
     * @throws ConditionException when it is none, or needs a part of the language that is not there yet
     */
    public static Condition parse(String condition) {
        return new JexlCondition(condition);
    }

    /**
     * Judges a result: Successful where the metric has no condition; with one of them, that one decides; with both,
     * {@code failureCondition} wins, and Inconclusive where neither holds.
     *
     * @param result as in {@link Condition#evaluate}
     * @throws ConditionException {@code could not evaluate successCondition "...": ...}; a measurement's message
     */
    public static Phase evaluate(@Nullable Object result, Metric metric) {
        String success = metric.successCondition();
        String failure = metric.failureCondition();
        boolean succeeded = !success.isEmpty() && ask("successCondition", success, result);
        boolean failed = !failure.isEmpty() && ask("failureCondition", failure, result);
        if (failure.isEmpty()) {
            return success.isEmpty() || succeeded ? Phase.SUCCESSFUL : Phase.FAILED;
        }
        if (failed) {
            return Phase.FAILED;
        }
        return success.isEmpty() || succeeded ? Phase.SUCCESSFUL : Phase.INCONCLUSIVE;
    }

    private static boolean ask(String kind, String condition, @Nullable Object result) {
        try {
            return parse(condition).evaluate(result);
        } catch (ConditionException e) {
            boolean empty = result == null || (result instanceof Collection<?> list && list.isEmpty());
            String why = empty
                    ? "metric result is nil or empty: no data returned from the metric provider"
                    : String.valueOf(e.getMessage());
            throw new ConditionException("could not evaluate " + kind + " \"" + condition + "\": " + why);
        }
    }
}
