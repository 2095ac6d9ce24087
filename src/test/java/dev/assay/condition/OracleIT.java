package dev.assay.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.go.GoModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Conditions beside expr-lang itself, in the version that they follow. With {@code -Dassay.test.record} the answers become
 * the golden file.
 */
class OracleIT {
    private static final String VERSIONS = "expr-1.17.8";
    private static final int COUNT = Integer.getInteger("assay.test.expressions", 6_000);
    private static final long SEED = Long.getLong("assay.test.seed", 20_241_127L);

    /** The names in expr-lang's own cases, as parts of a result. */
    private static final String NAMES =
            "let ok = result.ok; let i = int(result.i); let str = result.str; let f64 = result.f64;"
                    + " let array = result.array; let foo = result.foo; let list = result.list; ";

    private static final String RESULT = "json:{\"ok\":true,\"i\":1,\"str\":\"str\",\"f64\":0.5,\"array\":[1,2,3,4,5],"
            + "\"foo\":{\"Bar\":\"foo\"},\"list\":[{\"Bar\":\"bar\"},{\"Bar\":\"baz\"}]}";

    /** Go's order of keys and its addresses of functions are by chance; arguments of an unknown method are unchecked there. */
    private static final Pattern BY_CHANCE =
            Pattern.compile("\\$env.*(?:keys|values|toPairs|string|toJSON|\\?\\.\\w+\\?\\.\\w+\\()"
                    + "|(?:keys|values|toPairs|string|toJSON)\\(.*\\$env|now\\("
                    + "|(?:keys|values|toPairs).*groupBy|groupBy.*(?:keys|values|toPairs)");

    @Test
    void generated_expressions_have_the_values_that_they_have_in_go() throws IOException {
        compare(ExpressionGenerator.several(SEED, COUNT), COUNT / 3);
    }

    @Test
    void the_cases_of_expr_lang_have_the_values_that_they_have_in_go() throws IOException {
        Path cases = new GoModule("go").sources("github.com/expr-lang/expr").resolve("testdata/generated.txt");
        List<Question> questions = Files.readAllLines(cases).stream()
                .filter(one -> !one.isBlank() && !BY_CHANCE.matcher(one).find())
                .map(one -> new Question(NAMES + one, RESULT))
                .toList();
        compare(questions, questions.size() * 2 / 3);
    }

    @Test
    void the_golden_file_holds_what_go_says() throws IOException {
        if (System.getProperty("assay.test.record") != null) {
            List<Question> questions = ExpressionGenerator.several(SEED + 1, 5_000);
            new GoldenFile(questions, Oracle.ask(VERSIONS, questions)).write();
        }
        GoldenFile golden = GoldenFile.read();
        List<String> values = Oracle.ask(VERSIONS, golden.questions()).stream()
                .map(Question.Answer::value)
                .toList();
        assertThat(golden.answers()).extracting(Question.Answer::value).isEqualTo(values);
    }

    private static void compare(List<Question> questions, int fewestValues) throws IOException {
        List<Question.Answer> answers = Oracle.ask(VERSIONS, questions);
        assertThat(answers).hasSameSizeAs(questions);
        Comparison comparison = Comparison.of(questions, answers);
        System.out.println("Conditions beside Go: " + comparison.summary());
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.values()).isGreaterThan(fewestValues);
    }
}
