package dev.assay.condition;

import dev.assay.condition.eval.Program;
import dev.assay.condition.syntax.Node;
import dev.assay.condition.type.Nature;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Results;
import dev.assay.condition.value.Values;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code successCondition} or {@code failureCondition} of a metric: an expression over {@code result}. It is parsed
 * once and evaluated many times. Immutable, from any thread.
 *
 * <p>The language is Argo's: all of expr-lang 1.17.8, with {@code asInt}, {@code asFloat}, {@code isNaN}, {@code isInf},
 * {@code isNil} and {@code default}. An evaluation has bounds of time, memory and depth. A breach of one is a fault of
 * that condition.
 */
public final class Condition {
    /** Some conditions need to know the type of the result. */
    private static final List<Nature> POSSIBLE = Stream.of(
                    GoType.FLOAT64, GoType.STRING, GoType.BOOL, GoType.FLOATS, GoType.LIST, GoType.OBJECT, GoType.INT)
            .map(Nature::of)
            .toList();

    private final Node tree;

    /** By the name of the type of the result; as in Argo, a condition is checked against that type. */
    private final Map<String, Prepared> programs = new ConcurrentHashMap<>();

    private record Prepared(@Nullable Program program, String fault) {}

    private Condition(Node tree) {
        this.tree = tree;
    }

    /**
     * Parses a condition, for instance {@code result[0] >= 0.95}.
     *
     * @throws ConditionException when the text is not a condition, or is one that can be evaluated for no result
     */
    public static Condition parse(String condition) {
        Condition parsed = read(condition);
        String fault = parsed.prepare(Nature.UNKNOWN).fault();
        if (!fault.isEmpty()
                && POSSIBLE.stream().allMatch(result -> parsed.prepare(result).program() == null)) {
            throw new ConditionException(PromQl.explained(condition, fault));
        }
        return parsed;
    }

    /**
     * Whether a condition holds for a result. For one evaluation: the fault of a condition that holds for no result is told
     * by the type of this one, as in Argo.
     *
     * @param result as in {@link #evaluate(Object)}
     * @throws ConditionException when the text is not a condition, or cannot be evaluated for this result
     */
    public static boolean evaluate(String condition, @Nullable Object result) {
        Condition read = read(condition);
        try {
            return read.evaluate(result);
        } catch (ConditionException e) {
            throw new ConditionException(PromQl.explained(condition, String.valueOf(e.getMessage())));
        }
    }

    /** The condition by its grammar alone. */
    static Condition read(String condition) {
        try {
            return new Condition(Program.parse(condition));
        } catch (ExpressionException e) {
            throw new ConditionException(PromQl.explained(condition, String.valueOf(e.getMessage())));
        }
    }

    /**
     * Whether the condition holds for a result.
     *
     * @param result what was measured, as {@link Results} says: a {@link Number}, String, Boolean, List, Map with String
     *     keys, an array, or null
     * @throws ConditionException when the condition cannot be evaluated for this result
     */
    public boolean evaluate(@Nullable Object result) {
        try {
            Object value = value(result);
            if (value instanceof Boolean truth) {
                return truth;
            }
            throw new ConditionException(
                    "expected bool, but got " + Values.typeOf(value).name());
        } catch (ExpressionException e) {
            throw new ConditionException(String.valueOf(e.getMessage()));
        }
    }

    /** The value of the expression, which needs to be no boolean. */
    @Nullable
    Object value(@Nullable Object result) {
        Object measured = Results.whole(result);
        String type = Values.typeOf(measured).name();
        Prepared prepared = programs.get(type);
        if (prepared == null) {
            prepared = prepare(measured == null ? Nature.NIL : Nature.of(Values.typeOf(measured)));
            programs.put(type, prepared);
        }
        if (prepared.program() == null) {
            throw new ExpressionException(prepared.fault());
        }
        return prepared.program().run(measured);
    }

    private Prepared prepare(Nature result) {
        try {
            return new Prepared(Program.of(tree, result), "");
        } catch (ExpressionException e) {
            return new Prepared(null, String.valueOf(e.getMessage()));
        }
    }
}
