package dev.assay.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditions beside expr-lang itself. */
class OracleIT {
    private static final int COUNT = Integer.getInteger("assay.test.expressions", 6_000);

    @Test
    void generated_expressions_have_the_values_that_they_have_in_go() throws IOException {
        List<Question> questions = ExpressionGenerator.several(Long.getLong("assay.test.seed", 20_241_127L), COUNT);
        List<Question.Answer> answers = Oracle.ask("expr-1.17.8", questions);
        assertThat(answers).hasSameSizeAs(questions);
        Comparison comparison = Comparison.of(questions, answers);
        System.out.println(comparison.summary());
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.values()).isGreaterThan(questions.size() / 3);
    }
}
