package dev.assay.cluster;

import static dev.assay.cluster.EventText.Type.NORMAL;
import static dev.assay.cluster.EventText.Type.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.FakeTime;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.cluster.SharedCluster;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events as a real API server takes them. */
class ClusterEventsIT {
    @RegisterExtension
    static final SharedCluster CLUSTER = new SharedCluster();

    @RegisterExtension
    final NothingLeftBehind nothing = new NothingLeftBehind();

    private final FakeTime time = new FakeTime();
    private ClusterFixture here;
    private ClusterConfigMap map;

    @BeforeEach
    void open() {
        here = new ClusterFixture(CLUSTER.get(), CLUSTER.namespace());
        here.put("a/first");
        map = new ClusterConfigMap(new Cluster(here::admin, Optional.of(here.namespace)), ClusterFixture.NAME);
        map.read();
    }

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void an_event_is_about_the_configmap_and_says_who_reports() {
        events(here.admin()).write(new EventText(WARNING, "PluginUpdateFailed", "tried, but; do"));
        Event event = await(1).get(0);
        assertThat(event.getType()).isEqualTo("Warning");
        assertThat(event.getReason()).isEqualTo("PluginUpdateFailed");
        assertThat(event.getNote()).isEqualTo("tried, but; do (pod assay-0)");
        assertThat(event.getReportingController()).isEqualTo("assay");
        assertThat(event.getReportingInstance()).isEqualTo("assay-0");
        assertThat(event.getRegarding().getKind()).isEqualTo("ConfigMap");
        assertThat(event.getRegarding().getName()).isEqualTo("argo-rollouts-config");
        assertThat(event.getRegarding().getUid()).isNotBlank();
    }

    @Test
    void a_person_sees_it_where_they_look() {
        events(here.admin()).write(new EventText(NORMAL, "PluginUpdated", "a/first is served by a new process"));
        await(1);
        assertThat(CLUSTER.get().kubectl("describe", "configmap", "argo-rollouts-config", "-n", here.namespace))
                .contains("PluginUpdated")
                .contains("a/first is served by a new process");
    }

    @Test
    void a_repeated_event_is_counted_and_not_written_anew() {
        ClusterEvents events = events(here.admin());
        for (int i = 0; i < 3; i++) {
            events.write(new EventText(WARNING, "PluginUpdateFailed", "the same"));
        }
        events.write(new EventText(NORMAL, "PluginUpdated", "the other"));
        List<Event> all = await(2);
        Event same = all.stream()
                .filter(event -> "the same (pod assay-0)".equals(event.getNote()))
                .findFirst()
                .orElseThrow();
        assertThat(same.getSeries().getCount()).isEqualTo(3);
    }

    @Test
    void a_repetition_is_seen_when_the_first_is_gone_and_is_new_after_half_an_hour() {
        ClusterEvents events = events(here.admin());
        events.write(new EventText(WARNING, "PluginUpdateFailed", "the same"));
        await(1);
        here.admin().events().v1().events().inNamespace(here.namespace).delete();
        events.write(new EventText(WARNING, "PluginUpdateFailed", "the same"));
        assertThat(await(1).get(0).getSeries().getCount()).isEqualTo(2);
        time.advance(Duration.ofMinutes(31));
        events.write(new EventText(WARNING, "PluginUpdateFailed", "the same"));
        assertThat(await(2)).hasSize(2);
    }

    @Test
    void a_flood_is_bounded() {
        EventWriter writer = writer(here.admin());
        for (int i = 0; i < 40; i++) {
            writer.write(new EventText(NORMAL, "Test", "number " + i));
        }
        assertThat(await(25)).hasSize(25);
    }

    @Test
    void a_note_of_any_length_is_taken() {
        events(here.admin()).write(new EventText(NORMAL, "Test", "\u00e4".repeat(5000)));
        assertThat(await(1).get(0).getNote()).endsWith("... (pod assay-0)");
    }

    @Test
    void an_event_that_rbac_forbids_harms_nobody() {
        KubernetesClient robot = here.robot();
        ClusterEvents events = events(robot);
        events.write(new EventText(NORMAL, "Test", "one"));
        events.write(new EventText(NORMAL, "Test", "two"));
        here.worker.shutdown();
        Awaitility.await().until(here.worker::isTerminated);
        events.write(new EventText(NORMAL, "Test", "three, when nothing runs any more"));
        assertThat(all()).isEmpty();
    }

    private ClusterEvents events(KubernetesClient client) {
        return new ClusterEvents(writer(client), here.worker);
    }

    private EventWriter writer(KubernetesClient client) {
        Cluster cluster = new Cluster(() -> client, Optional.of(here.namespace));
        return new EventWriter(cluster, map::reference, "assay-0", time);
    }

    private List<Event> await(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> all().size() >= count);
        return all();
    }

    private List<Event> all() {
        return here.admin()
                .events()
                .v1()
                .events()
                .inNamespace(here.namespace)
                .list()
                .getItems();
    }
}
