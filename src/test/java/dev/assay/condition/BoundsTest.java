package dev.assay.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No condition takes the time or the memory of the process. */
class BoundsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @ParameterizedTest
    @Timeout(60)
    @CsvSource(
            delimiter = '\u00a7',
            quoteCharacter = '~',
            value = {
                "len(filter(1..1000000, any(1..1000000, # < 0))) == 0\u00a7memory budget exceeded",
                "len(filter(1..999998, any(1..1000, # < 0))) == 0\u00a7memory budget exceeded",
                "all(1..900000, all([1, 2, 3, 4, 5, 6, 7, 8], all([1, 2, 3, 4, 5, 6, 7, 8], # > 0)))\u00a7steps",
                "repeat('a', 1000001) == ''\u00a7memory budget exceeded",
                "repeat(repeat('a', 999), 999999) == ''\u00a7memory budget exceeded",
                "len(reduce(1..60, #acc + #acc, 'x')) == 0\u00a7characters of text",
                "len(replace(repeat('a', 900000), '', repeat('b', 90000))) == 0\u00a7characters of text",
                "len(flatten(reduce(1..60, [#acc, #acc], 1))) == 0\u00a7memory budget exceeded",
                "toJSON(reduce(1..60, [#acc, #acc], 1)) == ''\u00a7characters of text",
                "string(reduce(1..60, {{a: #acc, b: #acc}}, 1)) == ''\u00a7than",
                "toJSON(reduce(1..5000, [#acc], 1)) == ''\u00a7recursion depth exceeded",
                "reduce(1..60, [#acc, #acc], 1) == reduce(1..60, [#acc, #acc], 1)\u00a7steps",
                "len(uniq(1..900000)) == 0\u00a7steps",
                "len(0..9223372036854775806) == 0\u00a7memory budget exceeded",
                "'a' matches '((a{1,100}){1,100}){1,100}'\u00a7expression too large",
                "'a' matches repeat('(a{1,100})', 100)\u00a7expression too large",
            })
    void a_condition_that_takes_too_much_is_refused(String condition, String message) {
        long begin = System.nanoTime();
        assertThatThrownBy(() -> Condition.evaluate(condition, null))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining(message);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT);
    }

    /** In {@code 1 < x < 3} and {@code x ?: y}, x stands twice, and so do the parts of x in it. */
    @ParameterizedTest
    @Timeout(60)
    @CsvSource({"1 < ,< 3", "'',?: false"})
    void a_part_that_stands_twice_within_itself_does_not_take_for_ever(String before, String after) {
        StringBuilder condition = new StringBuilder("result");
        for (int i = 0; i < 48; i++) {
            condition.insert(0, before + "(").append(")").append(after);
        }
        assertThatThrownBy(() -> Condition.evaluate(condition.toString(), true)).isInstanceOf(ConditionException.class);
    }
}
