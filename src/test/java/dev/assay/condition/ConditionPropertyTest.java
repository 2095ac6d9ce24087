package dev.assay.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is written as a condition, it has an answer or a {@link ConditionException}. */
class ConditionPropertyTest {
    private static final List<String> WORDS = List.of(
            "result",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            "#",
            ".",
            "?.",
            "..",
            "?",
            ":",
            "??",
            ",",
            ";",
            "|",
            "&&",
            "not",
            "in",
            "!",
            "-",
            "**",
            "%",
            "==",
            "<",
            "1",
            "0",
            "1.5",
            "'a'",
            "nil",
            "true",
            "let x = ",
            "if ",
            " else ",
            "filter(",
            "reduce(",
            "map(result, ",
            "all(1..9, ",
            "sum(",
            "first(",
            "matches ",
            "'('",
            "`",
            "\"",
            "\\",
            "\u00e4",
            "0x",
            "1e",
            "//",
            "/*",
            "x",
            "#acc",
            "sort(",
            "fromJSON(",
            "date(",
            "type(",
            "$env",
            "asInt(");

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of(WORDS).list().ofMaxSize(25).map(all -> String.join(" ", all));
        return Arbitraries.oneOf(
                words,
                words.map(text -> text.replace(" ", "")),
                Arbitraries.strings().ofMaxLength(60));
    }

    @Property(tries = 20_000)
    void any_text_has_an_answer_or_is_refused(@ForAll("texts") String text) {
        for (Object result : new Object[] {List.of(1.0, 2.0), "text"}) {
            try {
                boolean unused = Condition.parse(text).evaluate(result);
            } catch (ConditionException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
