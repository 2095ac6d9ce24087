package dev.assay.plugin;

import dev.assay.condition.Condition;
import dev.assay.condition.ConditionException;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import java.lang.reflect.Array;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of a result by its metric's conditions, by Argo's rules ({@code utils/evaluate/evaluate.go}). The
 * language of conditions is described at {@link Condition}.
 */
public final class Conditions {
    private Conditions() {}

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
            return Condition.evaluate(condition, result);
        } catch (ConditionException e) {
            String why = isEmpty(result) ? ofNothing(condition, e) : String.valueOf(e.getMessage());
            throw new ConditionException("could not evaluate " + kind + " \"" + condition + "\": " + why);
        }
    }

    private static boolean isEmpty(@Nullable Object result) {
        return result == null
                || (result instanceof Collection<?> list && list.isEmpty())
                || (result.getClass().isArray() && Array.getLength(result) == 0);
    }

    /** Argo says only that there was no result. A condition that is faulty for every result would stay hidden then. */
    private static String ofNothing(String condition, ConditionException fault) {
        try {
            Condition unused = Condition.parse(condition);
            return "metric result is nil or empty: no data returned from the metric provider (" + fault.getMessage()
                    + ")";
        } catch (ConditionException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
