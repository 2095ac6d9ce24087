package dev.assay.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {
    private static final Map<Class<?>, String> NONSENSE =
            Map.of(Duration.class, "9600H", MemorySize.class, "3G", int.class, "-1");

    @Test
    void all_nonsense_is_reported_together() {
        assertThat(faults(Map.of(
                        "assay.call.timeout", "0s",
                        "assay.stop.drain", "PT-1S",
                        "assay.call.in-flight", "0",
                        "assay.call.queue", "-1",
                        "assay.wire.max-message", "2G",
                        "assay.restart.max-delay", "500ms")))
                .containsExactly(
                        "assay.call.timeout must be longer than zero",
                        "assay.stop.drain must not be negative",
                        "assay.restart.max-delay must not be shorter than assay.restart.min-delay",
                        "assay.wire.max-message must be from 1 byte to less than 2G",
                        "assay.call.in-flight must be 1 or more",
                        "assay.call.queue must be 0 or more");
    }

    @Test
    void names_are_such_as_kubernetes_has() {
        assertThat(faults(Map.of(
                        "assay.config.name", "Argo_Config",
                        "assay.config.namespace", "a.b",
                        "assay.args.secrets.namespaces", "fine,not/fine")))
                .containsExactly(
                        "assay.config.name must be the name of a ConfigMap, as kubectl shows it",
                        "assay.config.namespace must be a namespace, as kubectl shows it",
                        "assay.args.secrets.namespaces must be a namespace, as kubectl shows it");
    }

    @Test
    void every_setting_has_bounds() {
        Map<String, String> values = new HashMap<>();
        for (Method group : AssaySettings.class.getMethods()) {
            for (Method setting : group.getReturnType().getMethods()) {
                Object nonsense = NONSENSE.get(setting.getReturnType());
                if (nonsense != null && group.getReturnType().getEnclosingClass() == AssaySettings.class) {
                    values.put("assay." + kebab(group) + "." + kebab(setting), nonsense.toString());
                }
            }
        }
        values.put("assay.download.max-size", "0"); // which may be larger than 3G
        assertThat(values).containsKeys("assay.measure.max-body", "assay.boot.timeout", "assay.call.queue");
        assertThat(faults(values)).extracting(fault -> fault.split(" ", 2)[0]).containsAll(values.keySet());
    }

    @Test
    void a_server_may_not_be_silent_for_as_long_as_makes_its_file_look_abandoned() {
        assertThat(faults(Map.of("assay.download.idle-timeout", "3599s"))).isEmpty();
        assertThat(faults(Map.of("assay.download.idle-timeout", "1h")))
                .containsExactly("assay.download.idle-timeout must be shorter than 1 hour");
    }

    @Test
    void a_body_is_at_most_what_quarkus_takes() {
        assertThat(faults(Map.of("assay.measure.max-body", "16M"))).isEmpty();
        assertThat(faults(Map.of("assay.measure.max-body", "17M")))
                .containsExactly("assay.measure.max-body must be from 1 byte to 16M");
    }

    private static String kebab(Method method) {
        return method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @Test
    void the_defaults_make_sense() {
        assertThat(faults(Map.of())).isEmpty();
    }

    @Test
    void nothing_may_wait_is_a_choice() {
        assertThat(faults(Map.of("assay.call.queue", "0", "assay.stop.drain", "0s")))
                .isEmpty();
    }

    private static List<String> faults(Map<String, String> values) {
        AssaySettings settings = SettingsReader.read(builder -> builder.withDefaultValues(values));
        return SettingsCheck.findings(settings).stream()
                .map(fault -> "assay." + fault.name() + " " + fault.rule())
                .toList();
    }
}
