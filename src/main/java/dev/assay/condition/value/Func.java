package dev.assay.condition.value;

import org.jspecify.annotations.Nullable;

/** A function as a value: one of Argo's, or a method that is bound to its receiver. */
public record Func(GoType type, Body body) {
    /** The steps of a call, whatever the function does. */
    private static final int COST = 16;

    /** The code of a function. The arguments have the types that the function takes. */
    public interface Body {
        @Nullable
        Object call(@Nullable Object[] arguments, Budget budget);
    }

    /** Calls it as {@code reflect.Value.Call} does. */
    public @Nullable Object call(@Nullable Object[] arguments, Budget budget) {
        budget.steps(COST);
        int expected = type.in().size();
        if (arguments.length != expected) {
            throw new ExpressionException(
                    "invalid number of arguments: expected %d, got %d".formatted(expected, arguments.length));
        }
        for (int i = 0; i < expected; i++) {
            GoType in = type.in().get(i);
            Object argument = arguments[i];
            if (in.kind() != Kind.INTERFACE && !in.equals(Values.typeOf(argument))) {
                throw Values.notA(argument, in);
            }
        }
        return body.call(arguments, budget);
    }
}
