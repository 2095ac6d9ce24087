package dev.assay.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.RealPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts of {@code k8s/monitoring} as Prometheus' own {@code promtool} judges them. */
class AlertRulesIT {
    private static final Path TESTS = Path.of("src", "test", "resources", "monitoring", "alerts-test.yaml");

    @TempDir
    Path folder;

    @BeforeAll
    static void promtool() throws InterruptedException {
        RealPart.require("promtool");
    }

    @Test
    void promtool_accepts_the_rules() throws Exception {
        assertThat(promtool("check", "rules", MonitoringFiles.writeRules(folder).toString()))
                .contains("SUCCESS: " + MonitoringFiles.alerts().size() + " rules found");
    }

    @Test
    void each_alert_fires_at_its_fault_and_none_while_all_is_well() throws Exception {
        Path unused = MonitoringFiles.writeRules(folder);
        Path tests = Files.copy(TESTS, folder.resolve(TESTS.getFileName()));
        assertThat(promtool("test", "rules", tests.toString())).contains("SUCCESS");
        assertThat(MonitoringFiles.alerts())
                .allSatisfy(alert -> assertThat(Files.readString(TESTS)).contains("alertname=\"" + alert + "\""));
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("promtool").redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
