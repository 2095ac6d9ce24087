package dev.assay.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions in the forms that people publish with their templates. The values are those of Go. */
class PublishedConditionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '\u00a7',
            quoteCharacter = '~',
            value = {
                "result[0] >= 0.95\u00a7floats:0.97\u00a7true",
                "len(result) == 0 || isNaN(result[0]) || result[0] < 0.05\u00a7floats:NaN\u00a7true",
                "isNaN(result[0]) ? false : result[0] >= 1\u00a7floats:NaN\u00a7false",
                "all(result, {# <= 500})\u00a7floats:100,500\u00a7true",
                "all(result, # < 0.01 || isNaN(#))\u00a7floats:NaN,0.001\u00a7true",
                "any(result, {# > 10})\u00a7floats:1,2\u00a7false",
                "filter(result, # != 0) | len() > 1\u00a7floats:0,1,2\u00a7true",
                "default(result, 0) < 0.05\u00a7nil:\u00a7true",
                "isNil(result) or result[0] == 0\u00a7nil:\u00a7string",
                "result.ok && result.successPercent >= 0.90\u00a7json:{\"ok\":true,\"successPercent\":0.93}\u00a7true",
                "result.status == 'PASSED' or result.status in ['SKIPPED', 'WARNING']\u00a7json:{\"status\":\"WARNING\"}\u00a7true",
                "result.data?.errors ?? 0 == 0\u00a7json:{}\u00a7X",
                "(result.data?.errors ?? 0) == 0\u00a7json:{}\u00a7true",
                "result matches \"^OK\"\u00a7string:OK 200\u00a7true",
                "result contains 'healthy'\u00a7string:all healthy\u00a7true",
                "asFloat(result) < 1.5 and asInt('3') == 3\u00a7string:1.25\u00a7true",
                "sum(map(result, #.count)) > 3\u00a7json:[{\"count\":1},{\"count\":3}]\u00a7true",
                "count(result.pods, .phase != 'Running') == 0\u00a7json:{\"pods\":[{\"phase\":\"Running\"}]}\u00a7true",
                "len(filter(result.checks, {.status == \"fail\"})) == 0\u00a7json:{\"checks\":[{\"status\":\"pass\"}]}\u00a7true",
                "let rate = result.errors / result.total; rate < 0.01\u00a7json:{\"errors\":1,\"total\":1000}\u00a7true",
                "mean(result) < 2 && max(result) <= 3 && median(result) == 1\u00a7floats:1,1,3\u00a7true",
                "result[0] > 0 and result[-1] <= result[0] * 1.1\u00a7floats:10,10.5\u00a7true",
                "abs(result[0] - result[1]) / max(result[0], 1) < 0.2\u00a7floats:10,9\u00a7true",
                "len(result) > 0 ? result[0] >= 0.9 : false\u00a7json:[]\u00a7false",
                "(len(result) == 0 or result[0] != result[0] or result[0] >= 0.9)\u00a7floats:NaN\u00a7true",
                "len(result) == 1 && !isNaN(result[0]) && !isInf(result[0]) && result[0] >= 0.98\u00a7floats:+Inf\u00a7false",
                "let share = asFloat(default(result, -1)); !isNaN(share) && share >= 0 && share < 0.03\u00a7nil:\u00a7false",
                "result[len(result)-1] <= result[len(result)-2]\u00a7floats:4,7,6\u00a7true",
                "result[len(result)-1] > .998 && (len(result) > 1 ? result[len(result)-1] >= result[len(result)-2] - 0.002 : true)\u00a7floats:0.9999\u00a7true",
                "len(result[0].Values) >= 2 and all(result[0].Values, {# <= 0.02})\u00a7json:[{\"Values\":[0.01,0.02]}]\u00a7true",
                "all(result.latency.values.values, {asFloat(.value) >= 980})\u00a7json:{\"latency\":{\"values\":{\"values\":[{\"value\":\"990\"},{\"value\":970}]}}}\u00a7false",
                "result.counts.status == nil || any(result.counts.status, {.name != 'Alert'})\u00a7json:{\"counts\":{\"status\":null}}\u00a7true",
                "any(result.slos, {any(.overall_status, {.state == 'breached'})})\u00a7json:{\"slos\":[{\"overall_status\":[{\"state\":\"ok\"}]},{\"overall_status\":[{\"state\":\"breached\"}]}]}\u00a7true",
                "result.load > 0 && result.up && all(result.pods, {# < 7}) && result.fault == nil\u00a7json:{\"load\":2,\"up\":true,\"pods\":[1,6],\"fault\":null}\u00a7true",
                "result.count == 12 and result['average.duration'] < 20.0\u00a7json:{\"count\":12,\"average.duration\":19.5}\u00a7true",
                "result.json.status.sync.status == 'Synced' && result.statusCode == 200\u00a7json:{\"statusCode\":200,\"json\":{\"status\":{\"sync\":{\"status\":\"OutOfSync\"}}}}\u00a7false",
                "result[0].value[1] == '0'\u00a7json:[{\"value\":[1700000000,\"0\"]}]\u00a7true",
                "result.canary >= (result.baseline - 0.03)\u00a7json:{\"canary\":0.96,\"baseline\":0.98}\u00a7true",
                "result.decision in [\"promote\", \"continue\"]\u00a7json:{\"decision\":\"rollback\"}\u00a7false",
                "12 not in result\u00a7floats:12,30\u00a7false",
                "len(result) != 1 || !(result[0] < 0.04)\u00a7floats:NaN\u00a7true",
                "isNaN(result) || result <= 0.04\u00a7float64:NaN\u00a7true",
                "isNaN(result) || result[0] >= 0.9\u00a7floats:1\u00a7X",
                "max(result) < 6 && len(result) > 0\u00a7floats:5.9,0\u00a7true",
                "asInt(result.status) >= 200 && asInt(result.status) < 300\u00a7json:{\"status\":\"204\"}\u00a7true",
                "result == 'test: not JSON'\u00a7string:test: not JSON\u00a7true",
                "asFloat(result) <= asFloat(args.max-share)\u00a7float64:1\u00a7X",
                "result.ready === true\u00a7json:{\"ready\":true}\u00a7X",
            })
    void a_condition_has_the_answer_that_it_has_in_argo(String condition, String result, String answer) {
        Question.Answer ours = new Question(condition, result).ask();
        boolean refused = !answer.equals("true") && !answer.equals("false");
        assertThat(ours.isRefused()).isEqualTo(refused);
        assertThat(refused || ours.value().equals(answer)).isTrue();
    }
}
