package dev.assay.condition.eval;

import dev.assay.condition.builtin.Builtins;
import dev.assay.condition.syntax.Node;
import dev.assay.condition.syntax.Parser;
import dev.assay.condition.type.Checker;
import dev.assay.condition.type.Nature;
import dev.assay.condition.type.Types;
import dev.assay.condition.value.ExpressionException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** A condition that is ready to be evaluated for results of one nature. Immutable, from any thread. */
public final class Program {
    private final Step step;
    private final int variables;

    private Program(Step step, int variables) {
        this.step = step;
        this.variables = variables;
    }

    /** @throws ExpressionException when the text is no condition */
    public static Node parse(String text) {
        return Parser.parse(text, Builtins.names());
    }

    /**
     * Prepares a condition.
     *
     * @param result what is known of the result
     * @throws ExpressionException when it cannot be evaluated for such a result, whatever its value is
     */
    public static Program of(Node tree, Nature result) {
        Types types = Checker.check(tree, Environment.natures(result));
        Node simplified = Simplifier.simplify(tree, types);
        Leftovers.refuse(simplified);
        Compiler compiler = new Compiler(types);
        Step step = compiler.compile(simplified);
        return new Program(step, compiler.variables());
    }

    /**
     * The value of the condition for a result, which has the nature that this was prepared for.
     *
     * @throws ExpressionException when it cannot be evaluated for this result, or takes too much
     */
    public @Nullable Object run(@Nullable Object result) {
        try {
            return step.run(new EvaluationState(result, variables));
        } catch (DateTimeException | ArithmeticException e) {
            throw new ExpressionException("the condition leads to a time that is too far away; add less to its times");
        }
    }
}
