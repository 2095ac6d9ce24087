package dev.assay.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Usage usage =
            new Usage("usage: go WHERE\n", 2, new PrintStream(out, true), new PrintStream(err, true));

    @Test
    void a_command_gets_its_arguments_and_gives_the_exit_code() {
        assertThat(run("home")).isEqualTo(4);
        assertThat(text(out) + text(err)).isEmpty();
    }

    @Test
    void help_is_printed_whatever_stands_beside_it() {
        assertThat(run("--hlep", "--help")).isZero();
        assertThat(text(out)).isEqualTo("usage: go WHERE\n");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void arguments_that_are_not_understood_are_told_with_the_usage() {
        assertThat(run()).isEqualTo(2);
        assertThat(text(err).lines())
                .containsExactly("tried to go, but nowhere is named; name a place", "usage: go WHERE");
        assertThat(text(out)).isEmpty();
    }

    private int run(String... arguments) {
        return usage.run(List.of(arguments), UsageTest::place, String::length);
    }

    private static String place(List<String> arguments) throws WrongUsageException {
        if (arguments.isEmpty()) {
            throw new WrongUsageException(List.of("tried to go, but nowhere is named; name a place"));
        }
        return arguments.get(0);
    }

    private static String text(ByteArrayOutputStream printed) {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
