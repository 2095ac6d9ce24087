package dev.assay.condition;

import java.util.function.Function;
import org.apache.commons.jexl3.introspection.JexlMethod;

/** A function that JEXL calls without reflection. */
record JexlFunction(String name, int arity, Function<Object[], Object> body) implements JexlMethod {
    @Override
    public Object invoke(Object target, Object... arguments) {
        if (arguments.length != arity) {
            throw new EvaluationException(
                    (arguments.length < arity ? "not enough" : "too many") + " arguments to call " + name);
        }
        return body.apply(arguments);
    }

    @Override
    public Object tryInvoke(String called, Object target, Object... arguments) {
        return invoke(target, arguments);
    }

    @Override
    public boolean tryFailed(Object value) {
        return false;
    }

    @Override
    public boolean isCacheable() {
        return false;
    }

    @Override
    public Class<?> getReturnType() {
        return Object.class;
    }
}
