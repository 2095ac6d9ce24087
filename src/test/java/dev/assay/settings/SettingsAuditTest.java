package dev.assay.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.text.HumanUnits;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.common.MapBackedConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ListAssert;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsAuditTest {
    @TempDir
    Path folder;

    @Test
    void all_faults_of_all_sources_are_told_together_with_their_places() throws IOException {
        Path file = Files.createDirectories(folder.resolve("config")).resolve("application.properties");
        Files.writeString(file, "# mine\nassay.ping.interval=often\nassay.pong.interval=1s\n");
        assertFaults(config(Map.of("ASSAY_CAL_TIMEOUT", "30s", "ASSAY_CONFIG_FILLE", "x", "ASSAY_CALL_QUEUE", "many"))
                        .withSources(new PropertiesConfigSource(file.toUri().toURL(), 260))
                        .withSources(systemProperties(
                                Map.of("assay.wire.max-message", "16 MB", "assay.call.in-flight", "0"))))
                .containsExactlyInAnyOrder(
                        "tried to use ASSAY_CAL_TIMEOUT of the environment, but there is no such setting; write ASSAY_CALL_TIMEOUT",
                        "tried to use ASSAY_CONFIG_FILLE of the environment, but there is no such setting; write ASSAY_CONFIG_FILE",
                        "tried to use assay.pong.interval (config/application.properties), but there is no such setting; write"
                                + " assay.ping.interval",
                        "tried to use assay.call.queue=many (ASSAY_CALL_QUEUE of the environment), but it must be a whole"
                                + " number of its range; correct it, or remove it for the default",
                        "tried to use assay.ping.interval=often (config/application.properties, line 2), but it must be a"
                                + " duration such as 30s, 500ms or PT1M30S; correct it, or remove it for the default",
                        "tried to use assay.wire.max-message=16 MB (a system property), but it must be a size such as 65536,"
                                + " 512K, 16M or 1G; correct it, or remove it for the default",
                        "tried to use assay.call.in-flight=0 (a system property), but it must be 1 or more; correct it, or"
                                + " remove it for the default");
    }

    @ParameterizedTest
    @CsvSource({
        "assay.call.timeout, 30 s, a duration",
        "assay.call.timeout, 1y, a duration",
        "assay.call.timeout, '', must not be empty",
        "assay.call.timeout, 0s, longer than zero",
        "assay.call.timeout, -1s, longer than zero",
        "assay.call.queue, 1.5, a whole number",
        "assay.call.queue, 99999999999, a whole number",
        "assay.plugins.watch, ture, true or false",
        "assay.config.source, cluster, 'one of auto, kubernetes, file'",
        "assay.wire.max-message, 16MB, a size",
        "assay.wire.max-message, 3G, less than 2G",
        "assay.restart.max-delay, 500ms, assay.restart.min-delay",
        "assay.restart.min-delay, 2m, assay.restart.min-delay",
        "assay.args.secrets.namespaces, 'fine,not/fine', must be a namespace",
        "assay.config.file, ${NO_SUCH_VARIABLE}/x, NO_SUCH_VARIABLE",
    })
    void a_value_that_makes_no_sense_is_told_by_its_rule(String name, String value, String message) {
        assertFaults(config(Map.of()).addDefaultInterceptors().withDefaultValue(name, value))
                .singleElement()
                .asString()
                .startsWith("tried to use assay.")
                .contains(message)
                .endsWith("; correct it, or remove it for the default");
    }

    @ParameterizedTest
    @CsvSource({
        "assay.config.source, kubernetes",
        "assay.config.source, FILE",
        "assay.plugins.watch, YES",
        "assay.args.secrets.namespaces, 'a,b'",
        "assay.args.secrets.namespaces[1], b",
        "assay.call.timeout, 90",
        "%dev.assay.call.timeout, 1s",
        "'%{a,b}.assay.call.timeout', 1s",
        "assay.call.queue, 0",
    })
    void a_setting_that_quarkus_reads_is_no_fault(String name, String value) {
        assertThat(audit(config(Map.of()).withDefaultValue(name, value)).warnings())
                .isEmpty();
    }

    @Test
    void an_empty_value_of_an_optional_setting_is_a_warning() {
        CheckedSettings checked =
                audit(config(Map.of()).withSources(systemProperties(Map.of("assay.config.file", ""))));
        assertThat(checked.settings().config().file()).isEmpty();
        assertThat(checked.warnings())
                .containsExactly(
                        "tried to use assay.config.file= (a system property), but it is empty and counts as not"
                                + " set; give it a value, or remove it");
    }

    @Test
    void a_removed_setting_is_a_warning_that_says_so() {
        CheckedSettings checked = audit(config(Map.of("ASSAY_READY_GRACE", "30s"))
                .withSources(systemProperties(Map.of("%prod.assay.ready.grace", "30s"))));
        assertThat(checked.warnings())
                .containsExactlyInAnyOrder(
                        "tried to use ASSAY_READY_GRACE of the environment, but this setting was removed and has no effect;"
                                + " delete it",
                        "tried to use %prod.assay.ready.grace (a system property), but this setting was removed and has no"
                                + " effect; delete it");
    }

    @Test
    void a_message_size_that_the_heap_does_not_permit_is_a_warning_with_both_figures() {
        assertThat(audit(config(Map.of("ASSAY_WIRE_MAX_MESSAGE", "2047M"))).warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "tried to use assay.wire.max-message=2047M (ASSAY_WIRE_MAX_MESSAGE of the environment), but it"
                                + " is more than a sixteenth of the heap of "
                                + HumanUnits.bytes(Runtime.getRuntime().maxMemory()));
        assertThat(audit(config(Map.of("ASSAY_WIRE_MAX_MESSAGE", "1"))).warnings())
                .isEmpty();
        AssaySettings.Wire wire = audit(config(Map.of())).settings().wire();
        assertThat(MessageLimit.of(wire, 16L << 20)).isEqualTo(1 << 20);
        assertThat(MessageLimit.of(wire, 16L << 30)).isEqualTo(16 << 20);
    }

    @Test
    void values_are_those_that_were_written() {
        CheckedSettings checked = audit(config(Map.of(
                "ASSAY_CALL_TIMEOUT", "7s", "ASSAY_ARGS_SECRETS_NAMESPACES", "a,b", "ASSAY_CONFIG_FILE", "/a b/c")));
        assertThat(checked.settings().call().timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(checked.settings().args().secrets().namespaces()).contains(List.of("a", "b"));
        assertThat(checked.settings().config().file()).contains(Path.of("/a b/c"));
    }

    @ParameterizedTest
    @CsvSource({
        "ASSAY_SERVICE_HOST, 10.0.0.1",
        "ASSAY_SERVICE_PORT, 8080",
        "ASSAY_SERVICE_PORT_HTTP, 8080",
        "ASSAY_PORT, tcp://10.0.0.1:8080",
        "ASSAY_PORT_8080_TCP, tcp://10.0.0.1:8080",
        "ASSAY_PORT_8080_TCP_PROTO, tcp",
        "ASSAY_PORT_8080_TCP_PORT, 8080",
        "ASSAY_PORT_8080_TCP_ADDR, 10.0.0.1",
        "ASSAY_CONFIG_SERVICE_HOST, 10.0.0.1",
        "ASSAY_CONFIG_PORT, udp://[::1]:53",
        "ASSAY_CONFIG_PORT_53_UDP_ADDR, 10.0.0.1",
        "ASSAY_HOST_PID, 1",
        "ASSAY_ARGS_SECRETS_NAMESPACES_0_, a",
        "ASSAYER, x",
    })
    void variables_of_kubernetes_services_and_of_hosts_are_passed_over(String name, String value) {
        assertThat(audit(config(Map.of(name, value))).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ASSAY_VERSION", "ASSAY_PORT", "ASSAY_MY_OWN_THING", "assay_whatever"})
    void another_variable_is_a_warning_for_it_may_be_somebody_elses(String name) {
        assertThat(audit(config(Map.of(name, "8080"))).warnings())
                .containsExactly("tried to use " + name
                        + " of the environment, but there is no such setting; remove it, or see docs/configuration.md for the"
                        + " name");
    }

    @Test
    void a_property_that_resembles_nothing_is_a_fault_all_the_same() {
        assertFaults(config(Map.of()).withSources(new PropertiesConfigSource(Map.of("assay.xyz", "1"), "s", 300)))
                .containsExactly("tried to use assay.xyz (s), but there is no such setting; remove it, or see"
                        + " docs/configuration.md for the name");
    }

    @Test
    void every_setting_of_the_documentation_is_known() throws IOException {
        Stream<String> documented = Files.readAllLines(Path.of("docs/configuration.md")).stream()
                .filter(line -> line.matches("\\| `assay\\.[a-z.-]+` \\| `ASSAY_.*"))
                .map(line -> line.substring(3, line.indexOf('`', 3)));
        assertThat(KnownSettings.ALL.keySet()).containsExactlyInAnyOrderElementsOf(documented.toList());
    }

    private static SmallRyeConfigBuilder config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder().withSources(new EnvConfigSource(environment, 300));
    }

    private static ConfigSource systemProperties(Map<String, String> properties) {
        return new MapBackedConfigSource("SysPropConfigSource", properties, 400) {
            private static final long serialVersionUID = 1L;
        };
    }

    private static CheckedSettings audit(SmallRyeConfigBuilder config) {
        return SettingsAudit.check(config.build());
    }

    private static ListAssert<String> assertFaults(SmallRyeConfigBuilder config) {
        SettingsException[] thrown = new SettingsException[1];
        assertThatThrownBy(() -> audit(config)).isInstanceOfSatisfying(SettingsException.class, e -> thrown[0] = e);
        return assertThat(thrown[0].faults());
    }
}
