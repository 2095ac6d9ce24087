package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingSuggestionTest {
    private static final List<String> KNOWN = List.of("arg", "failFast", "wait", "boot-timeout");

    @ParameterizedTest
    @CsvSource({
        "agr,arg",
        "Wait,wait",
        "failfast,failFast",
        "failFsat,failFast",
        "fastFail,failFast",
        "fast-fail,failFast",
        "timeout-boot,boot-timeout"
    })
    void the_name_that_was_meant_is_found(String name, String meant) {
        assertThat(SpellingSuggestion.to(name, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "watch", "fast", "timeout", "fieldValidation"})
    void another_name_is_none_that_was_meant(String name) {
        assertThat(SpellingSuggestion.to(name, KNOWN)).isEmpty();
    }
}
