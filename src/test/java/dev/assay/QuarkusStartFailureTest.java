package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.BindException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuarkusStartFailureTest {
    @Test
    void a_taken_port_of_callers_is_told_with_the_setting_that_chooses_it() {
        assertThat(report(new QuarkusBindException("0.0.0.0", 8080, taken()), Map.of()))
                .isEqualTo("tried to listen on 0.0.0.0:8080, but that is not possible (Address already in use); end the"
                        + " program that has the port, or set quarkus.http.port to a free one");
        assertThat(report(new QuarkusBindException("1.2.3.4", 443, taken()), Map.of("quarkus.http.ssl-port", "443")))
                .startsWith("tried to listen on 1.2.3.4:443, but that is not possible (Address already in use); ")
                .endsWith("or set quarkus.http.ssl-port to a free one");
    }

    @Test
    void a_taken_port_of_health_and_metrics_is_told_with_the_setting_that_chooses_it() {
        assertThat(report(taken(), Map.of()))
                .startsWith("tried to listen on 0.0.0.0:9000, but that is not possible (Address already in use); ")
                .endsWith("or set quarkus.management.port to a free one");
        assertThat(report(taken(), Map.of("quarkus.management.host", "::1", "quarkus.management.port", "1")))
                .startsWith("tried to listen on ::1:1, ");
    }

    @Test
    void a_fault_of_the_configuration_is_told_as_it_is() {
        assertThat(report(new ConfigurationException("tried a, but b; do c"), Map.of()))
                .isEqualTo("tried a, but b; do c");
    }

    @Test
    void every_other_cause_is_told_with_its_root() {
        assertThat(report(new IllegalArgumentException("no file x"), Map.of()))
                .isEqualTo("tried to start, but failed (no file x); see the settings that the stack trace names, or"
                        + " report it");
    }

    private static BindException taken() {
        return new BindException("Address already in use");
    }

    private static String report(Exception root, Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        return QuarkusStartFailure.report(new IllegalStateException("outer", root), config)
                .toString()
                .replace("Assay cannot start:\n  - ", "");
    }
}
