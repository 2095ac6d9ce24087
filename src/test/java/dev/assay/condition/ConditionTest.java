package dev.assay.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers are those of expr-lang 1.17.8 with Argo's functions. */
class ConditionTest {
    private static final Map<String, @Nullable Object> RESULTS = results();

    private static Map<String, @Nullable Object> results() {
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put("a", 1.0);
        map.put("s", "x");
        map.put("n", null);
        map.put("l", Arrays.asList(1.0, "b"));
        map.put("m", Map.of("k", true));
        map.put("default", 7L);
        Map<String, @Nullable Object> results = new HashMap<>();
        results.put("5.0", 5.0);
        results.put("7", 7L);
        results.put("'5'", "5");
        results.put("'1.1'", "1.1");
        results.put("'x'", "x");
        results.put("nil", null);
        results.put("true", true);
        results.put("list", List.of(1.0, 2.0));
        results.put("[]", List.of());
        results.put("map", map);
        results.put("NaN", Double.NaN);
        results.put("Inf", Double.POSITIVE_INFINITY);
        results.put("1.9", 1.9);
        results.put("-1.9", -1.9);
        results.put("1e30", 1e30);
        return results;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '\u00a7',
            value = {
                "5.0\u00a7result > 1\u00a7true",
                "5.0\u00a7result == 5\u00a7true",
                "7\u00a7result == 7.0\u00a7true",
                "5.0\u00a7result != nil\u00a7true",
                "5.0\u00a7result == nil\u00a7false",
                "nil\u00a7result == nil\u00a7true",
                "nil\u00a7result == 5\u00a7false",
                "nil\u00a7isNil(result)\u00a7true",
                "5.0\u00a7isNil(nil)\u00a7false",
                "nil\u00a7default(5, 3) == 3\u00a7true",
                "5.0\u00a7default(nil, 3) == 5\u00a7true",
                "list\u00a7result[0] > 0\u00a7true",
                "list\u00a7result[-1] == 2\u00a7true",
                "list\u00a7len(result) == 2\u00a7true",
                "'x'\u00a7len(result) == 1\u00a7true",
                "map\u00a7len(result) == 6\u00a7true",
                "map\u00a7result.a > 0\u00a7true",
                "map\u00a7result.zz == nil\u00a7true",
                "map\u00a7result.n == nil\u00a7true",
                "map\u00a7result[\"a\"] == 1\u00a7true",
                "map\u00a7result['m'].k\u00a7true",
                "map\u00a7result.m[`k`] == true\u00a7true",
                "map\u00a7result.default == 7\u00a7true",
                "map\u00a7result.l[0] == 1 and result.l[1] == 'b'\u00a7true",
                "map\u00a7not result.m.k\u00a7false",
                "map\u00a7(result).a == 1\u00a7true",
                "map\u00a7asFloat((result.l)[0]) == 1\u00a7true",
                "5.0\u00a7result > 1 and result < 10 or false\u00a7true",
                "5.0\u00a7not (result > 1)\u00a7false",
                "5.0\u00a7! true || true\u00a7true",
                "true\u00a7true || false and false\u00a7true",
                "true\u00a7true && not false\u00a7true",
                "true\u00a7not not true\u00a7true",
                "true\u00a7!!true\u00a7true",
                "true\u00a7!result == false\u00a7true",
                "map\u00a7result.a > 1 || result.m.k\u00a7true",
                "NaN\u00a7result == result\u00a7false",
                "NaN\u00a7result != result\u00a7true",
                "NaN\u00a7isNaN(result)\u00a7true",
                "NaN\u00a7result > 1\u00a7false",
                "NaN\u00a7result <= 1\u00a7false",
                "NaN\u00a7!(result > 1)\u00a7true",
                "Inf\u00a7isInf(result)\u00a7true",
                "Inf\u00a7result > 1\u00a7true",
                "Inf\u00a7isNaN(result)\u00a7false",
                "5.0\u00a7isNaN(5)\u00a7false",
                "'5'\u00a7asInt(result) == 5\u00a7true",
                "1.9\u00a7asInt(result) == 1\u00a7true",
                "-1.9\u00a7asInt(result) == -1\u00a7true",
                "NaN\u00a7asInt(result) < 0\u00a7true",
                "Inf\u00a7asInt(result) < 0\u00a7true",
                "1e30\u00a7asInt(result) > 0\u00a7false",
                "'1.1'\u00a7asFloat(result) == 1.1\u00a7true",
                "7\u00a7asFloat(result) == 7\u00a7true",
                "true\u00a7asFloat('0x1p4') == 16\u00a7true",
                "true\u00a7isInf(asFloat('-Infinity'))\u00a7true",
                "true\u00a7isNaN(asFloat('NaN'))\u00a7true",
                "true\u00a7asInt('+5') == 5\u00a7true",
                "true\u00a7'a' < 'b'\u00a7true",
                "true\u00a7'5' < '10'\u00a7false",
                "true\u00a7'a' == \"a\"\u00a7true",
                "true\u00a7'\\u0041\\x42' == 'AB'\u00a7true",
                "true\u00a7'it\\'s' == \"it's\"\u00a7true",
                "true\u00a7`a\\` == 'a\\\\'\u00a7true",
                "true\u00a75 == 5.0\u00a7true",
                "true\u00a71_000 == 1000\u00a7true",
                "true\u00a70x10 == 16\u00a7true",
                "true\u00a7010 == 10\u00a7true",
                "true\u00a71e3 == 1000\u00a7true",
                "true\u00a7.5 == 0.5\u00a7true",
                "true\u00a75. == 5\u00a7true",
                "true\u00a71 + 2 == 3\u00a7true",
                "true\u00a73 - 1.5 == 1.5\u00a7true",
                "true\u00a77 / 2 == 3.5\u00a7true",
                "true\u00a71 / 0 > 5\u00a7true",
                "true\u00a7- - 1 == +1\u00a7true",
                "true\u00a72 + 3 * 4 == 14\u00a7true",
                "true\u00a7-2 * -3 == 6\u00a7true",
                "true\u00a79223372036854775807 + 1 > 0\u00a7false",
                "true\u00a7'a' + 'b' == 'ab'\u00a7true",
                "true\u00a7nil == false\u00a7false",
                "list\u00a7result == result\u00a7true",
                "true\u00a7len('\u00e4\ud83d\ude00') == 2\u00a7true",
                "7\u00a7result / 2 == 3.5\u00a7true",
                "true\u00a7date('02 Jan 06 15:04 EST').String() == '2006-01-02 15:04:00 +0000 EST'\u00a7true",
                "true\u00a7date('2026-01-31').AddDate(0, 1, 1) == date('2026-03-04')\u00a7true",
                "true\u00a7date('2026-02-01').Month().String() == 'February'\u00a7true",
                "true\u00a7date('2026-02-01').Format('Monday _2 Jan 06, 03:04PM') == 'Sunday  1 Feb 26, 12:00AM'\u00a7true",
                "7\u00a7result * 2.5 >= 17.5 && result - 8 == -1\u00a7true"
            })
    void a_condition_has_the_answer_of_expr_lang(String result, String condition, boolean answer) {
        assertThat(Condition.parse(condition).evaluate(RESULTS.get(result))).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '\u00a7',
            value = {
                "5.0\u00a7result == \"5\"\u00a7invalid operation: == (mismatched types float64 and string)",
                "'5'\u00a7result > 4\u00a7invalid operation: > (mismatched types string and int)",
                "'5'\u00a7\"5\" == 5\u00a7invalid operation: == (mismatched types string and int)",
                "'1.1'\u00a7asFloat(result) == \"1.1\"\u00a7invalid operation: == (mismatched types float64 and string)",
                "true\u00a7result == 1\u00a7invalid operation: == (mismatched types bool and int)",
                "nil\u00a7result > 1\u00a7invalid operation: > (mismatched types unknown and int)",
                "nil\u00a7result + 1 > 0\u00a7invalid operation: + (mismatched types unknown and int)",
                "list\u00a7result > 0\u00a7invalid operation: > (mismatched types []float64 and int)",
                "map\u00a7result.a > result.s\u00a7invalid operation: float64 > string",
                "true\u00a71 + 'b' == 'ab'\u00a7invalid operation: + (mismatched types int and string)",
                "true\u00a7-result\u00a7invalid operation: - (mismatched type bool)",
                "5.0\u00a7result\u00a7expected bool, but got float64",
                "'x'\u00a7result\u00a7expected bool, but got string",
                "nil\u00a7result\u00a7expected bool, but got <nil>",
                "map\u00a7result\u00a7expected bool, but got map[string]interface {}",
                "list\u00a7result\u00a7expected bool, but got []float64",
                "5.0\u00a71\u00a7expected bool, but got int",
                "5.0\u00a7asInt(result)\u00a7expected bool, but got int64",
                "map\u00a7result.m.zz\u00a7expected bool, but got <nil>",
                "map\u00a7!result.s\u00a7interface conversion: interface {} is string, not bool",
                "map\u00a7result.s and true\u00a7expected bool, but got string",
                "true\u00a7true and 1\u00a7invalid operation: and (mismatched types bool and int)",
                "list\u00a7result[5] > 0\u00a7index out of range: 5 (array length is 2)",
                "list\u00a7result[-3] > 0\u00a7index out of range: -1 (array length is 2)",
                "list\u00a7result.foo > 0\u00a7array elements can only be selected using an integer (got string)",
                "map\u00a7result.l['0']\u00a7invalid operation: int(string)",
                "map\u00a7result[1]\u00a7cannot use int to get an element from map[string]interface {}",
                "map\u00a7result.zz.y == nil\u00a7cannot fetch y from <nil>",
                "map\u00a7result.a.b == 1\u00a7cannot fetch b from float64",
                "5.0\u00a7result.foo > 1\u00a7type float64 has no field foo",
                "'x'\u00a7result[0] == 'x'\u00a7type string[int] is undefined",
                "5.0\u00a7len(result) == 3\u00a7invalid argument for len (type float64)",
                "'x'\u00a7isNaN(result)\u00a7cannot use string as argument (type float64) to call isNaN",
                "nil\u00a7isInf(result)\u00a7cannot use nil as argument (type float64) to call isInf",
                "'1.1'\u00a7asInt(result) == 1.1\u00a7strconv.ParseInt: parsing \"1.1\": invalid syntax",
                "true\u00a7asInt('9223372036854775808') == 1\u00a7strconv.ParseInt: parsing \"9223372036854775808\": value out of range",
                "'x'\u00a7asFloat(result) == 1.1\u00a7strconv.ParseFloat: parsing \"x\": invalid syntax",
                "true\u00a7asFloat('5f') == 5\u00a7strconv.ParseFloat: parsing \"5f\": invalid syntax",
                "true\u00a7asFloat('1e400') > 5\u00a7strconv.ParseFloat: parsing \"1e400\": value out of range",
                "true\u00a7asFloat(result) == 1\u00a7asFloat() not supported on bool true",
                "nil\u00a7asInt(result) == 1\u00a7asInt() not supported on <nil> <nil>",
                "true\u00a7asInt() == 1\u00a7not enough arguments to call asInt",
                "true\u00a7asInt(1, 2) == 1\u00a7too many arguments to call asInt",
                "true\u00a7a == true\u00a7unknown name a",
                "true\u00a7invalidVariable\u00a7unknown name invalidVariable",
                "true\u00a7null == nil\u00a7unknown name null",
                "true\u00a7true eq true\u00a7unexpected token Identifier(\"eq\")",
                "true\u00a7size(result) > 1\u00a7unknown name size",
                "true\u00a7result.Name() == 'hi'\u00a7type bool has no method Name",
                "true\u00a7result == 'abc\u00a7literal not terminated",
                "true\u00a7'\\q' == 'a'\u00a7invalid char escape",
                "true\u00a7true)\u00a7unexpected token Bracket(\")\")",
                "true\u00a71 = 1\u00a7unexpected token Operator(\"=\")",
                "true\u00a79223372036854775808 > 0\u00a7invalid integer literal: strconv.ParseInt: parsing \"9223372036854775808\": value out of range",
                "true\u00a7@NoJexl\u00a7unrecognized character: U+0040 '@'",
            })
    void a_condition_that_expr_lang_refuses_is_refused(String result, String condition, String message) {
        assertThatThrownBy(() -> Condition.parse(condition).evaluate(RESULTS.get(result)))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "result >",
                "(true",
                "true true",
                "true result",
                "result >> 1",
                "and",
                "()",
                "result[]",
                "a.",
                ","
            })
    void half_a_condition_is_refused(String condition) {
        assertThatThrownBy(() -> Condition.parse(condition)).isInstanceOf(ConditionException.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '\u00a7',
            value = {
                "2 in result\u00a7true",
                "not (2 in result)\u00a7false",
                "result contains 'a'\u00a7X invalid operation: contains (mismatched types []float64 and string)",
                "result matches 'a'\u00a7X invalid operation: matches (mismatched types []float64 and string)",
                "result startsWith 'a'\u00a7X invalid operation: startsWith (mismatched types []float64 and string)",
                "result endsWith 'a'\u00a7X invalid operation: endsWith (mismatched types []float64 and string)",
                "all(result, {# > 1})\u00a7false",
                "filter(result, # > 1)\u00a7[]interface {}{float64 2}",
                "result ? true : false\u00a7X non-bool expression (type []float64) used as condition",
                "result ?? 1\u00a7[]float64{float64 1, float64 2}",
                "result?.a\u00a7X array elements can only be selected using an integer (got string)",
                "1..3\u00a7[]int{int 1, int 2, int 3}",
                "result | len()\u00a7int 2",
                "2 ** 3 == 8\u00a7true",
                "2 ^ 3 == 8\u00a7true",
                "7 % 2 == 1\u00a7true",
                "[1][0] == 1\u00a7true",
                "{'a': 1}.a == 1\u00a7true",
                "let x = 1; x == 1\u00a7true",
                "true; true\u00a7true",
                "true // c\u00a7true",
                "true /* c */\u00a7true",
                "abs(-1) == 1\u00a7true",
                "1 < 2 < 3\u00a7true",
                "1 == 1 == true\u00a7true",
                "result(1)\u00a7X []float64 is not callable",
                "len == 1\u00a7X invalid operation: == (mismatched types func(...interface {}) (interface {}, error) and int)",
            })
    void each_part_of_the_language_has_the_value_that_it_has_in_go(String condition, String value) {
        Question.Answer answer = new Question(condition, "floats:1,2").ask();
        assertThat(answer.isRefused() ? "X " + answer.refusal() : answer.value())
                .isEqualTo(value);
    }

    @Test
    void a_text_that_is_no_json_is_told_as_that_of_the_function() {
        assertThat(new Question("fromJSON('{\"a\": nope}') == 1", "floats:1,2")
                        .ask()
                        .refusal())
                .contains("tried to read the text given to fromJSON as JSON, but line 1, column ")
                .doesNotContain("body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new('java.lang.String', 'a') == 'a'",
                "result.class.forName('java.lang.Runtime') == nil",
                "result.getClass() == nil",
                "''.class.name == 'java.lang.String'",
                "result['class'] == 1",
                "#pragma jexl.x 1",
                "while (true) {}",
                "for (x : result) {}",
                "x = 1",
                "result = 1",
                "c0 == 1",
                "f_len(result) == 1",
                "() -> true",
                "@synchronized true",
                "${1} == 1",
                "size(result) == 1",
                "empty(result)",
                "result =~ 'a'",
                "result =^ 'a'",
                "result instanceof 'a'",
                "return true",
                "import('a')",
            })
    void nothing_of_java_can_be_reached(String condition) {
        assertThatThrownBy(() -> Condition.parse(condition).evaluate("text")).isInstanceOf(ConditionException.class);
    }

    @Test
    void conditions_have_a_bound() {
        assertThatThrownBy(() -> Condition.parse("true" + " ".repeat(10_000))).hasMessageContaining("10000 characters");
        assertThatThrownBy(() -> Condition.parse("!".repeat(1_000) + "true")).hasMessageContaining("1000 words");
        assertThatThrownBy(() -> Condition.parse("(".repeat(60) + "true" + ")".repeat(60)))
                .hasMessageContaining("50 levels");
        assertThat(Condition.parse("!".repeat(998) + "true").evaluate(null)).isTrue();
        assertThat(Condition.parse("1" + " + 1".repeat(400) + " == 401").evaluate(null))
                .isTrue();
        assertThat(Condition.parse("(".repeat(50) + "true" + ")".repeat(50)).evaluate(null))
                .isTrue();
    }

    @Test
    void numbers_of_any_java_type_are_numbers() {
        for (Number five : List.of(
                (byte) 5, (short) 5, 5, 5L, 5f, 5d, new java.math.BigDecimal("5"), java.math.BigInteger.valueOf(5))) {
            assertThat(Condition.parse("result == 5 && asInt(result) == 5").evaluate(five))
                    .isTrue();
        }
    }
}
