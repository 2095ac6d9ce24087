package dev.assay.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrateUsageTest extends MigrateFixture {
    @Test
    void the_options_decide_on_path_address_name_and_further_arguments() {
        int code = migrate(
                BARE.formatted("- {name: a/b, location: 'file:///b'}"),
                "-",
                "--to",
                "https://assay.example:8443",
                "--path=/plugins/assay",
                "--name",
                "own",
                "--",
                "--token-file",
                "/t");

        assertThat(code).isZero();
        assertThat(text(out))
                .contains("location: file:///plugins/assay\n")
                .contains("args: [bridge, a/b, --to, 'https://assay.example:8443', --token-file, /t]\n")
                .contains("\n  name: own\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | tried to find the file to migrate, but no name is given; give its path, or - for standard input",
                "a b | tried to migrate one file, but \"b\" is given beside \"a\"; give one file",
                "a --fast | tried to read --fast, but there is no such option; the options are --to, --path, --name",
                "a --undoo | tried to read --undoo, but there is no such option; write --undo",
                "a --undo=no | tried to read --undo, but \"no\" is given, and it takes no value; write it alone",
                "a --to | tried to read --to, but \"\" is no address of Assay; write http://HOST:PORT",
                "a --to=assay:80 | but \"assay:80\" is no address of Assay",
                "a -- --token-flie /t | there is no such option; write --token-file",
                "a --path bridge | tried to read --path, but \"bridge\" is no absolute path of plain characters; write one such as /",
                "a --path /a/{os} | but \"/a/{os}\" is no absolute path",
                "a --name A | \"A\" is no name of a ConfigMap; write one such as assay-plugins",
                "a --platform linux | \"linux\" is no platform; write os/arch with Go's names",
            })
    void wrong_usage_is_reported_on_the_error_stream_with_exit_code_2(String arguments, String sentence) {
        assertThat(migrate("", arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(text(err)).contains(sentence.strip(), "usage: assay migrate FILE");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_is_a_fault() {
        assertThat(migrate("", "/not/there")).isEqualTo(1);

        assertThat(text(err))
                .contains("tried to read the plugins from /not/there, but", "there is no such file; correct the path");
    }

    @Test
    void help_is_given() {
        assertThat(migrate("", "--help")).isZero();

        assertThat(text(out)).startsWith("usage: assay migrate FILE");
    }
}
