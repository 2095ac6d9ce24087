package dev.assay.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretMaskTest {
    @Test
    void a_value_is_hidden_wherever_it_stands() {
        assertThat(mask("s3cret!").mask("a s3cret!, xs3cret!x")).isEqualTo("a *****, x*****x");
    }

    @Test
    void nothing_is_hidden_for_an_empty_or_blank_value() {
        assertThat(mask("", "  ", "\n").mask("as it\n is")).isEqualTo("as it\n is");
        assertThat(SecretMask.NONE.mask("as it is")).isEqualTo("as it is");
    }

    @Test
    void a_short_value_is_hidden_only_where_it_is_a_word() {
        assertThat(mask("a1").mask("a1 (a1) a12 ba1 \"a1\"")).isEqualTo("***** (*****) a12 ba1 \"*****\"");
    }

    @Test
    void a_value_is_found_without_the_line_end_that_its_file_had() {
        assertThat(mask("token\n").mask("sent token to")).isEqualTo("sent ***** to");
    }

    @Test
    void a_value_is_found_quoted_and_in_a_url() {
        assertThat(mask("p\"w d+\u00e4").mask("{\"x\":\"p\\\"w d+\u00e4\"} ?t=p%22w+d%2B%C3%A4 /p%22w%20d%2B%C3%A4/"))
                .isEqualTo("{\"x\":\"*****\"} ?t=***** /*****/");
    }

    @Test
    void two_values_of_which_one_is_in_the_other_are_both_hidden_whole() {
        assertThat(mask("abcd", "abcdefgh").mask("abcdefgh abcd")).isEqualTo("***** *****");
    }

    @Test
    void a_dollar_or_a_backslash_in_a_value_means_itself() {
        assertThat(mask("$1\\E.*").mask("x $1\\E.* y")).isEqualTo("x ***** y");
    }

    private static SecretMask mask(String... values) {
        return SecretMask.of(List.of(values));
    }
}
