package dev.assay.condition;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlExpression;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.MapContext;
import org.jspecify.annotations.Nullable;

/** A condition that JEXL evaluates. Its expression can reach the result, our constants and our functions, nothing else. */
final class JexlCondition implements Condition {
    private final JexlExpression expression;
    private final Map<String, Object> constants;

    /** @throws ConditionException as {@link Condition#parse} says */
    JexlCondition(String condition) {
        ConditionTranslator.Translated translated = ConditionTranslator.translate(condition);
        constants = translated.constants();
        try {
            expression = engine().createExpression(translated.text());
        } catch (JexlException e) {
            throw new ConditionException("unexpected token: an operand or an operator is missing");
        }
    }

    @Override
    public boolean evaluate(@Nullable Object result) {
        Object value = ConditionValues.of(result);
        Map<String, Object> variables = new HashMap<>(constants);
        variables.put(ConditionTranslator.RESULT, value);
        variables.putAll(JexlFunctions.forResult(value));
        Object answer = run(variables);
        if (answer instanceof Boolean truth) {
            return truth;
        }
        throw new ConditionException("expected bool, but got " + ConditionValues.type(answer));
    }

    private Object run(Map<String, Object> variables) {
        try {
            return expression.evaluate(new MapContext(variables));
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof EvaluationException fault) {
                    throw new ConditionException(String.valueOf(fault.getMessage()));
                }
            }
            throw new ConditionException(String.valueOf(e.getMessage()));
        }
    }

    private static JexlEngine engine() {
        JexlFeatures features =
                JexlFeatures.createNone().arrayReferenceExpr(true).methodCall(true);
        return new JexlBuilder()
                .features(features)
                .uberspect(new JexlMembers())
                .arithmetic(new JexlOperators())
                .strict(true)
                .silent(false)
                .safe(false)
                .antish(false)
                .cancellable(true)
                .create();
    }
}
