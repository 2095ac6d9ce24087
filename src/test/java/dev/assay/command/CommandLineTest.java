package dev.assay.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void flags_options_and_words_may_come_in_any_order_and_in_both_forms() {
        CommandLine line = split("--deep", "a", "--colour=red=ish", "-", "--size", "-1");

        assertThat(line.words()).containsExactly("a", "-");
        assertThat(line.has("--deep")).isTrue();
        assertThat(line.value("--colour", Optional::of, "", "")).contains("red=ish");
        assertThat(line.value("--size", Optional::of, "", "")).contains("-1");
        assertThatCode(line::requireNoFaults).doesNotThrowAnyException();
    }

    @Test
    void an_option_is_no_value_of_the_one_before_it() {
        CommandLine line = split("--colour", "--deep");

        assertThat(line.has("--deep")).isTrue();
        assertThat(line.value("--colour", Optional::of, "", "")).contains("");
    }

    @Test
    void a_misspelt_option_takes_its_value_along_unless_that_may_be_a_word() {
        assertThat(split("--color", "reddish", "a").words()).containsExactly("a");
        assertThat(split("--depe", "a").words()).containsExactly("a");
    }

    @Test
    void every_fault_is_a_sentence_with_a_remedy() {
        CommandLine line = split("--color", "reddish", "-x", "--deep=1", "--size=1", "--size=2", "a", "b");
        assertThat(line.file("paint")).isEmpty();
        assertThat(line.value("--size", text -> Optional.empty(), "no size", "one such as 3"))
                .isEmpty();

        assertThat(faults(line))
                .containsExactly(
                        "tried to read --color, but there is no such option; write --colour",
                        "tried to read -x, but there is no such option; the options are --colour, --size, --deep, --help",
                        "tried to read --deep, but \"1\" is given, and it takes no value; write it alone",
                        "tried to read --size, but it is given twice; give it once",
                        "tried to paint one file, but \"b\" is given beside \"a\"; give one file",
                        "tried to read --size, but \"1\" is no size; write one such as 3");
    }

    @Test
    void a_command_without_its_file_is_told_so() {
        CommandLine line = split();

        assertThat(line.file("paint")).isEmpty();
        assertThat(faults(line))
                .containsExactly("tried to find the file to paint, but no name is given; give its path, or - for"
                        + " standard input");
    }

    @Test
    void an_empty_name_of_a_file_is_not_the_working_directory() {
        String fault =
                "tried to find the file to paint, but an empty name is given; give its path, or - for standard input";
        CommandLine one = split("");
        CommandLine several = split("a", "");

        var unusedFile = one.file("paint");
        var unusedFiles = several.files("paint");

        assertThat(faults(one)).containsExactly(fault);
        assertThat(faults(several)).containsExactly(fault);
    }

    @Test
    void an_option_of_a_list_may_be_given_several_times_in_both_forms() {
        CommandLine line = CommandLine.split(
                List.of("--arg", "a=1", "file", "--arg=b=--2", "--arg", "--x"),
                List.of(),
                List.of("--x"),
                List.of("--arg"),
                text -> true);

        assertThat(line.values("--arg")).containsExactly("a=1", "b=--2", "");
        assertThat(line.words()).containsExactly("file");
        assertThat(line.has("--x")).isTrue();
        assertThat(line.values("--other")).isEmpty();
        assertThatCode(line::requireNoFaults).doesNotThrowAnyException();
    }

    @Test
    void paths_and_durations_are_read_with_their_faults() {
        CommandLine line = split("--colour", "a/b", "--size", "5m");
        assertThat(line.path("--colour")).contains(Path.of("a", "b"));
        assertThat(line.duration("--size", "30m")).contains(Duration.ofMinutes(5));

        CommandLine wrong = split("--colour", " ", "--size", "0s");
        assertThat(wrong.path("--colour")).isEmpty();
        assertThat(wrong.duration("--size", "30m")).isEmpty();
        assertThat(faults(wrong))
                .containsExactly(
                        "tried to read --colour, but \" \" is no path; write the path of a file",
                        "tried to read --size, but \"0s\" is no duration above zero; write one such as 30m");
    }

    private static CommandLine split(String... arguments) {
        return CommandLine.split(
                List.of(arguments), List.of("--deep"), List.of("--colour", "--size"), text -> text.length() == 1);
    }

    private static List<String> faults(CommandLine line) {
        return catchThrowableOfType(WrongUsageException.class, line::requireNoFaults)
                .faults();
    }
}
