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
                "'' | migrate needs a file",
                "a b | migrate takes one file, but b is a second one",
                "a --fast | migrate does not know the option --fast",
                "a --to | tried to read --to, but \"\" is no address of Assay; write http://HOST:PORT",
                "a --to=assay:80 | but \"assay:80\" is no address of Assay",
                "a -- --token-flie /t | there is no such option; write --token-file",
                "a --path bridge | --path must be an absolute path of plain characters",
                "a --path /a/{os} | but is \"/a/{os}\"",
                "a --name A | --name must be the name of a ConfigMap",
                "a --platform linux | --platform must be os/arch with Go's names",
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
