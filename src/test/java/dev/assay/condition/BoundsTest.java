package dev.assay.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "repeat('a', 600000) contains (repeat('a', 300000) + 'b')\u00a7steps",
                "indexOf(repeat('a', 600000), repeat('a', 300000) + 'b') > 0\u00a7steps",
                "lastIndexOf(repeat('a', 600000), 'b' + repeat('a', 300000)) > 0\u00a7steps",
                "len(split(repeat('a', 600000), repeat('a', 300000) + 'b')) == 0\u00a7steps",
                "replace(repeat('a', 600000), repeat('a', 300000) + 'b', '') == ''\u00a7steps",
                "asInt(repeat('9', 999990)) > 0\u00a7value out of range",
                "let x = repeat('a', 500000); any(1..400000, trim(x) == '')\u00a7steps",
                "let x = repeat('a', 400000); let y = x + 'b'; any(1..100000, x + 'c' == y)\u00a7than",
                "let x = repeat('a', 200000); let y = x + 'b'; let z = x + 'c'; any(1..500000, y > z)\u00a7steps",
                "let x = repeat('a', 500000); any(1..400000, x[1:] == '')\u00a7steps",
                "any(1..900000, string(1e-300 / #) == '')\u00a7steps",
                "any(1..900000, toJSON(1e-300 / #) == '')\u00a7steps",
                "len(groupBy(1..450000, #)) == 0\u00a7memory budget exceeded",
                "any(1..900000, timezone('Europe/Berlin') == timezone('UTC'))\u00a7steps",
                "let x = groupBy(1..20000, #); any(1..700000, len(keys(x)) == 0)\u00a7memory budget exceeded",
                "let x = repeat('a', 500000); all(1..400000, len(split(x, '')) > 0)\u00a7memory budget exceeded",
                "repeat('a', 500000) matches '(a?){1000}b'\u00a7steps",
                "let p = repeat('(a|b)', 3000); any(1..400000, 'x' matches (# > 0 ? p : p))\u00a7steps",
                "'x' matches (repeat('(', 9000) + 'a' + repeat(')', 9000))\u00a7too large",
                "'a' matches repeat('(a{1,100})', 100)\u00a7expression too large",
                "any(1..900000, now().Format('January 2006 MST') == '')\u00a7steps",
                "any(1..900000, now().Format('2006 __2 15:04:05.000 Z07:00') == '')\u00a7steps",
                "let z = timezone('Europe/Berlin'); any(1..900000, now(z).Format('MST') == '')\u00a7steps",
                "let x = repeat('06', 100000); any(1..700000, now().Format(x) == '')\u00a7than",
                "any(1..900000, now().String() == '')\u00a7steps",
                "any(1..900000, string(now()) == '')\u00a7steps",
                "reduce(1..60, date('2026-11-11').Format(#acc), '1') == ''\u00a7steps",
                "any(1..900000, date('Mon, 02 Jan 2026 15:04:05 MST').Year() == 0)\u00a7steps",
                "let x = repeat('a', 500000); date(x + 'b', x).Year() == 0\u00a7extra text",
                "any(1..900000, duration('1h2m3s4ms5us6ns') == duration('1s'))\u00a7steps",
                "let x = repeat('1ns', 200000); any(1..300000, duration(x) == duration('1s'))\u00a7steps",
                "let x = repeat('1', 400000); let y = repeat('1', 400000); date(x, y) == now()\u00a7steps",
                "let x = [date('0001-01-01')]; any(1..60000, reduce(1..60000, #acc.AddDate(90000, 0, 0), x[0]) == x[0])\u00a7too far away",
                "date('2026-01-01').AddDate(9000000000000000000, 0, 0) == now()\u00a7too far away",
                "date('2026-01-01').AddDate(0, 0, -9223372036854775807) == now()\u00a7too far away",
                "len([1, 2]) + len(0..9223372036854775806) == 0\u00a7memory budget exceeded",
                "let x = repeat('a', 500000); any(1..400000, 'a' > x)\u00a7steps",
                "let x = fromJSON(toJSON(repeat('a', 500000))); any(1..400000, any(x, true) and # < 0)\u00a7steps",
                "let x = repeat('\u00e9', 200000); any(1..400000, x[1:] == '')\u00a7steps",
                "let x = repeat('a', 500000); let y = x + 'b'; let z = {(x + 'b'): 1}; any(1..400000, y in z and # < 0)\u00a7steps",
                "fromPairs([[reduce(1..60, toPairs({a: [#acc, #acc]})[0], 1), 1]]) == nil\u00a7unhashable",
                "fromPairs([[reduce(1..60, toPairs(fromPairs([[#acc, #acc]]))[0], 1), 1]]) == nil\u00a7unhashable",
                "'x' matches repeat('[', 250000)\u00a7expression too large",
            })
    void a_condition_that_takes_too_much_is_refused(String condition, String message) {
        long begin = System.nanoTime();
        assertThatThrownBy(() -> Condition.evaluate(condition, null))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining(message);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT);
    }

    /** Each node takes its time, also where it makes no loop and no call. */
    @ParameterizedTest
    @Timeout(60)
    @ValueSource(strings = {" + #", " + now().Second()", " + [1][0]", " - (-#)", " + (# ?? 1)"})
    void long_code_for_each_element_is_refused(String part) {
        String condition = "any(1..900000, #%s < 0)".formatted(part.repeat(100));
        long begin = System.nanoTime();
        assertThatThrownBy(() -> Condition.evaluate(condition, null))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining("steps");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "result matches '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'",
                "repeat(result, 20000) contains result + result",
                "len(split(repeat(result + ',', 20000), ',')) == 20001",
                "int('-00000000000000000000000000009223372036854775808') < 0",
            })
    void a_condition_that_takes_little_is_evaluated(String condition) {
        assertThat(Condition.evaluate(condition, "0b5a2c1e-7f3d-4e8a-9c6b-1d2e3f4a5b6c"))
                .isTrue();
    }

    @Test
    @Timeout(60)
    void a_part_that_stands_twice_is_looked_through_once_for_an_index() {
        StringBuilder condition = new StringBuilder("#");
        for (int i = 0; i < 45; i++) {
            condition.insert(0, "1 < (").append(") < 3");
        }
        assertThatThrownBy(() -> Condition.evaluate("map(result, " + condition + ")", List.of(1, 2)))
                .isInstanceOf(ConditionException.class);
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
