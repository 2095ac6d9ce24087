package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last words of a packaged application that cannot start. */
class BootFailureIT {
    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    @Test
    void faults_of_the_settings_are_all_that_is_said() throws Exception {
        List<String> log = failedStart(
                Map.of("test/0", "file:///nowhere"),
                "-Dassay.cal.timeout=1s",
                "-Dassay.call.queue=many",
                "-Dassay.ping.interval=0s");
        assertThat(log)
                .containsExactly(
                        "Assay cannot start:",
                        "  - tried to use assay.cal.timeout (a system property), but there is no such setting; write"
                                + " assay.call.timeout",
                        "  - tried to use assay.call.queue=many (a system property), but it must be a whole number of its"
                                + " range; correct it, or remove it for the default",
                        "  - tried to use assay.ping.interval=0s (a system property), but it must be longer than zero;"
                                + " correct it, or remove it for the default");
    }

    @Test
    void a_boot_that_fails_at_once_opens_no_port_and_ends_with_its_reasons() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no program");
        List<String> log = failedStart(Map.of("test/0", "http://[", "test/1", "file://" + text));
        assertThat(log).noneMatch(line -> line.contains("Listening on"));
        int words = log.indexOf("Assay cannot start:");
        assertThat(words).isPositive();
        assertThat(log.subList(words + 1, log.size()))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allMatch(line -> line.startsWith("  "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quarkus.http.port", "quarkus.management.port"})
    void a_taken_port_is_one_sentence_after_the_log(String setting) throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            List<String> log = failedStart(
                    Map.of("assay/sample-scrape", "builtin://sample-scrape"),
                    "-D" + setting + "=" + taken.getLocalPort(),
                    "-Dassay.plugins.required=false");
            assertThat(log.subList(log.size() - 2, log.size()))
                    .containsExactly(
                            "Assay cannot start:",
                            "  - tried to listen on 127.0.0.1:" + taken.getLocalPort()
                                    + ", but that is not possible (Address already in use); end the program that has the"
                                    + " port, or set " + setting + " to a free one");
            assertThat(log).noneMatch(line -> line.contains(" ERROR ") || line.contains(" WARN "));
        }
    }

    private List<String> failedStart(Map<String, String> plugins, String... settings) throws Exception {
        try (PackagedApplication application =
                PackagedApplication.start(PackagedProgram.file(), folder, plugins, List.of(settings))) {
            assertThat(application.exitCode()).isEqualTo(1);
            return application.remainingLog();
        }
    }
}
