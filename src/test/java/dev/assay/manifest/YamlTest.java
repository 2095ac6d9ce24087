package dev.assay.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.testing.Documents;
import dev.assay.text.DocumentException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {
    /** The answers are those of sigs.k8s.io/yaml 1.6.0, except numbers, which Go rewrites and Assay keeps as they are. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "y|true",
                "Y|true",
                "n|false",
                "yes|true",
                "YES|true",
                "yEs|\"yEs\"",
                "on|true",
                "Off|false",
                "true|true",
                "TRUE|true",
                "tRUE|\"tRUE\"",
                "~|null",
                "Null|null",
                "NULL|null",
                "nUll|\"nUll\"",
                "\"\"|\"\"",
                "'5'|\"5\"",
                "017|15",
                "0o17|15",
                "0O17|15",
                "08|8",
                "0x1F|31",
                "-0x1F|-31",
                "0b11|3",
                "-0b11|-3",
                "1_000|1000",
                "+1|1",
                "-1|-1",
                ".5|0.5",
                "5.|5",
                "-.5|-0.5",
                "+.5|0.5",
                "1e3|1e3",
                "1.10|1.10",
                "1.|1",
                "1e400|\"1e400\"",
                "inf|\"inf\"",
                "nan|\"nan\"",
                "1:30|\"1:30\"",
                "190:20:30|\"190:20:30\"",
                "2001-01-01|\"2001-01-01\"",
                "2001-12-14t21:59:43.10-05:00|\"2001-12-14t21:59:43.10-05:00\"",
                "18446744073709551615|18446744073709551615",
                "123456789012345678901234567890|123456789012345678901234567890",
                "1_0.5|10.5",
                "_1|\"_1\"",
                "1__0|10",
                "!!str 5|\"5\"",
                "!!int \"5\"|5",
                "!!float 5|5",
                "!!bool \"yes\"|true",
                "!!null \"\"|null",
                "!!binary aGk=|\"hi\"",
                "!foo bar|\"bar\"",
                "0x1p4|\"0x1p4\"",
                "=|\"=\"",
                "<<|\"<<\"",
                "-|\"-\"",
                "00|0",
                "1.5e|\"1.5e\"",
                "+|\"+\"",
                ".|\".\"",
                "1-2|\"1-2\"",
                "0x|\"0x\"",
                "{a: [b, 1]}|{\"a\":[\"b\",1]}"
            })
    void scalars_mean_what_they_mean_to_kubernetes(String yaml, String json) {
        String text = yaml.equals("-") ? "v: \"-\"" : "v: " + yaml;
        assertThat(Documents.yaml(text)).hasToString("{\"v\":" + json + "}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`a: 1\n---\nb: 2\n`|line 3, column 1: a second document begins; send one document",
                "`a: 1\nb: 2\na: 3\n`|line 3, column 1: the key \"a\" stands twice",
                "`a: .nan`|line 1, column 4: JSON has no number .nan; put it in quotes",
                "`a: -.INF`|JSON has no number -.INF",
                "`a: *b`|line 1, column 4: found undefined alias b",
                "`a: &a [*a]`|a value contains itself",
                "`a: [1`|line 1, column ",
                "`a:\n\t- b`|line 2, column 1: ",
                "`? [a]\n: 1`|line 1, column 3: a key is no scalar",
                "`null: 1`|a key is null",
                "`a: !!int 5.5`|the value is no tag:yaml.org,2002:int",
                "`<<: 1`|<< merges something that is no mapping",
                "`- 1`|found an array where an object belongs",
                "`hello`|found a string where an object belongs",
                "`---\n`|found nothing where an object belongs",
                "`a: \u0001`|character 4 is the control character 0x1; leave it out",
            })
    void yaml_that_is_broken_or_no_json_object_is_refused_with_its_place(String yaml, String complaint) {
        assertThatThrownBy(() -> Documents.yaml(yaml))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("tried to read the body as YAML, but ")
                .hasMessageContaining(complaint);
    }

    @Test
    void a_bomb_of_aliases_is_refused_whatever_it_is_made_of() {
        StringBuilder nested = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 30; i++) {
            nested.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        String text = "a: &a " + "x".repeat(100_000) + "\nb: [" + "*a, ".repeat(100_000) + "]\n";
        StringBuilder merged = new StringBuilder("m0: &m0 {k: v}\n");
        for (int i = 1; i < 30; i++) {
            merged.append("m%d: &m%d {<<: [*m%d, *m%d, *m%d]}\n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        for (String bomb : new String[] {nested.toString(), text, merged.toString()}) {
            assertThatThrownBy(() -> Documents.yaml(bomb))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageContaining("aliases of this value make the document too large");
        }
    }

    @Test
    void too_many_levels_are_refused() {
        assertThatThrownBy(() -> Documents.yaml("a: " + "[".repeat(100_000)))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("epth");
    }

    @Test
    void anchors_and_merge_keys_are_resolved_and_what_stands_there_wins() {
        assertThat(Documents.yaml("a: &x {b: 1, c: [2]}\nd: *x\ne:\n  <<: [*x, {f: 3}]\n  b: 7\n"))
                .hasToString("{\"a\":{\"b\":1,\"c\":[2]},\"d\":{\"b\":1,\"c\":[2]},\"e\":{\"b\":7,\"c\":[2],\"f\":3}}");
    }

    @Test
    void keys_that_are_no_strings_are_written_as_strings() {
        assertThat(Documents.yaml("1: a\ny: b\n1.5: c\n2001-01-01: d\n"))
                .hasToString("{\"1\":\"a\",\"true\":\"b\",\"1.5\":\"c\",\"2001-01-01\":\"d\"}");
    }

    @Test
    void json_and_documents_with_nothing_in_them_are_fine() {
        assertThat(Documents.yaml("---\n{\"a\": {\"b\": [1, 2.50]}}\n---\n")).hasToString("{\"a\":{\"b\":[1,2.50]}}");
        assertThat(Yaml.object("# only\n---\na: |\n  x\n  y\nb: >-\n  c\n  d\n".getBytes(StandardCharsets.UTF_8)))
                .hasToString("{\"a\":\"x\\ny\\n\",\"b\":\"c d\"}");
    }
}
