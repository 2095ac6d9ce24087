package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.testing.PackagedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application as a CI job calls it. */
class CheckIT {
    private static final String MANIFEST = """
            kind: ConfigMap
            data:
              metricProviderPlugins: |
                - name: a/b
                  location: %s
            """;

    @TempDir
    Path folder;

    @Test
    void a_valid_manifest_ends_with_0_and_nothing_but_the_report() throws Exception {
        Outcome outcome = check(manifest("file:///not/there"));
        assertThat(outcome.out())
                .endsWith("plugins.yaml: no faults, no warnings\n")
                .contains(". Plugins: a/b.\n");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
    }

    @Test
    void a_manifest_with_faults_ends_with_1() throws Exception {
        Outcome outcome = check(manifest("ftp://host/x"));
        assertThat(outcome.out()).contains("has the scheme \"ftp\"").endsWith("plugins.yaml: 1 fault, no warnings\n");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void a_report_that_cannot_be_written_ends_with_1() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "there is no /dev/full here");
        Outcome outcome = run(full, "check", manifest("file:///not/there"));
        assertThat(outcome.err()).startsWith("tried to write the report to standard output, but that failed; ");
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void help_is_given() throws Exception {
        Outcome outcome = run(folder.resolve("out"), "--help");
        assertThat(Files.readString(folder.resolve("out")))
                .startsWith("usage: assay ")
                .contains("assay check FILE");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
    }

    @Test
    void wrong_usage_ends_with_2() throws Exception {
        Outcome outcome = check("--fast");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("tried to read --fast, but there is no such option; the options are ")
                .contains("\nusage: ");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void an_unknown_command_ends_with_2_too() throws Exception {
        Outcome outcome = run(folder.resolve("out"), "bogus");
        assertThat(outcome.err()).startsWith("Assay does not know the arguments bogus\nusage: assay ");
        assertThat(outcome.code()).isEqualTo(2);
    }

    private String manifest(String location) throws IOException {
        return Files.writeString(folder.resolve("plugins.yaml"), MANIFEST.formatted(location))
                .toString();
    }

    private Outcome check(String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Outcome outcome =
                run(out, Stream.concat(Stream.of("check"), Stream.of(arguments)).toArray(String[]::new));
        return new Outcome(outcome.code(), Files.readString(out), outcome.err());
    }

    private Outcome run(Path out, String... arguments) throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(PackagedProgram.command(List.of(), arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(CheckIT::changesWhatIsSaid);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Outcome(process.exitValue(), "", Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Java says on the error stream that it takes options from the environment. */
    private static boolean changesWhatIsSaid(String variable) {
        return variable.startsWith("ASSAY_") || variable.endsWith("JAVA_OPTIONS") || variable.endsWith("TOOL_OPTIONS");
    }

    private record Outcome(int code, String out, String err) {}
}
