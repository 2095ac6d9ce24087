package dev.assay.condition.eval;

import org.jspecify.annotations.Nullable;

/** A part of a condition that can be evaluated. Without state, from any thread. */
interface Step {
    @Nullable
    Object run(EvaluationState frame);
}
