package dev.assay.run.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWidthTest {
    @ParameterizedTest
    @CsvSource({
        "latency, 7",
        "gr\u00f6\u00dfe, 5",
        "e\u0301, 1",
        "\u5ef6\u9072, 4",
        "\uff21, 2",
        "\ud55c\uae00, 4",
        "\ud83d\ude80, 2",
        "\u2705, 2",
        "\u2713\u2581, 2",
        "\ud842\udfb7, 2"
    })
    void characters_of_east_asia_and_pictures_take_two_columns_and_accents_none(String text, int width) {
        assertThat(TextWidth.of(text)).isEqualTo(width);
    }

    @Test
    void what_is_wider_than_its_room_is_cut_before_a_character_that_has_no_room() {
        assertThat(TextWidth.shortened("latency", 7)).isEqualTo("latency");
        assertThat(TextWidth.shortened("latencies", 7)).isEqualTo("late...");
        assertThat(TextWidth.shortened("\u5ef6\u9072\u5ef6\u9072", 6)).isEqualTo("\u5ef6...");
        assertThat(TextWidth.padded("\u5ef6", 4)).isEqualTo("\u5ef6  ");
    }
}
