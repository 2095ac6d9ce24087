package dev.assay.condition.eval;

import dev.assay.condition.value.Budget;
import org.jspecify.annotations.Nullable;

/** The state of one evaluation. */
final class EvaluationState {
    final Budget budget = new Budget();
    final Environment environment;
    final @Nullable Object[] variables;
    private @Nullable Loop loop;

    EvaluationState(@Nullable Object result, int variables) {
        this.environment = new Environment(result);
        this.variables = new Object[variables];
    }

    /** Enters a loop; {@link #leave} ends it. A refusal ends the whole evaluation, so no loop needs to be left for it. */
    Loop enter(@Nullable Object list) {
        if (list instanceof String text) {
            budget.steps(text.length());
        }
        loop = new Loop(list, loop);
        return loop;
    }

    void leave() {
        loop = loop().outer();
    }

    /** The innermost loop. */
    Loop loop() {
        if (loop == null) {
            throw new IllegalStateException("a pointer stands outside of a loop");
        }
        return loop;
    }
}
