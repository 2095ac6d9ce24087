package dev.assay.api.analysisrun;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.api.JsonWriter;
import dev.assay.api.SseReader;
import dev.assay.api.SseReader.Event;
import dev.assay.api.SseWriter;
import dev.assay.api.admission.MemoryBudget;
import dev.assay.api.admission.WorkMemory;
import dev.assay.measure.FakePluginHost;
import dev.assay.measure.FakeProvider;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.run.AnalysisRuns;
import dev.assay.measure.run.RunQuery;
import dev.assay.measure.run.RunView;
import dev.assay.measure.run.RunsEvent;
import dev.assay.metric.Phase;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WatchAnalysisRunsTest {
    private static final String RUNS = "/api/v1/analysisruns";

    @Inject
    FakePluginHost host;

    @Inject
    AnalysisRuns runs;

    @Inject
    MemoryBudget budget;

    @Inject
    JsonWriter json;

    @TestHTTPResource(RUNS)
    URI all;

    @BeforeEach
    void reset() {
        host.reset();
        runs.page(RunQuery.of(List.of(), null, null)).runs().forEach(run -> runs.delete(run.name()));
        await().until(() -> runs.page(RunQuery.of(List.of(), null, null)).runs().isEmpty());
    }

    @Test
    void the_first_event_is_the_list_and_each_change_is_another() throws Exception {
        create("a", "1h");
        try (SseReader reader = SseReader.open(URI.create(all + "?watch=true"))) {
            assertThat(reader.status()).isEqualTo(200);
            assertThat(reader.header("Content-Type")).startsWith("text/event-stream");
            Event first = reader.next().orElseThrow();
            assertThat(first.name()).isEqualTo("analysisruns");
            assertThat(first.text("/kind")).isEqualTo("AnalysisRunList");
            assertThat(first.text("/items/0/metadata/name")).isEqualTo("a");

            create("b", "1h");
            Event created = next(reader, "b", "Running");
            assertThat(created.data().path("spec")).isEmpty();
            given().post(RUNS + "/b/terminate").then().statusCode(200);
            assertThat(next(reader, "b", "Successful")
                            .data()
                            .at("/spec/terminate")
                            .asBoolean())
                    .isTrue();
            given().delete(RUNS + "/b").then().statusCode(204);
            assertThat(reader.next("removed").text("/name")).isEqualTo("b");
        }
    }

    @Test
    void each_event_of_all_runs_takes_memory() {
        create("a", "1h");
        RunView run = runs.get("a").orElseThrow();
        WorkMemory memory = budget.open();
        memory.close();
        AnalysisRunEvents events = new AnalysisRunEvents(new SseWriter(new SseImpl(), json), new AnswerMemory(memory));
        for (RunsEvent event : List.of(new RunsEvent.Listed(List.of(run)), new RunsEvent.Changed(run))) {
            assertThatThrownBy(() -> events.of(event)).isInstanceOf(RequestRefusedException.class);
        }
    }

    @Test
    void one_run_is_watched_with_its_measurements_to_its_end() throws Exception {
        host.scrape().onRun =
                metric -> FakeProvider.item(FakeProvider.phase(Phase.SUCCESSFUL).withValue("7"));
        create("a", "300ms");
        try (SseReader reader = SseReader.open(URI.create(all + "/a?watch=true"))) {
            Optional<Event> event = reader.next();
            Event last = event.orElseThrow();
            while (event.isPresent()) {
                last = event.get();
                assertThat(last.name()).isEqualTo("analysisrun");
                assertThat(last.text("/spec/metrics/0/name")).isEqualTo("m");
                event = reader.next();
            }
            assertThat(last.text("/status/phase")).isEqualTo("Successful");
            assertThat(last.data().at("/status/metricResults/0/measurements")).hasSize(2);
        }
        try (SseReader again = SseReader.open(URI.create(all + "/a?watch=true"))) {
            assertThat(again.next().orElseThrow().text("/status/phase")).isEqualTo("Successful");
            assertThat(again.next()).isEmpty();
        }
    }

    @Test
    void one_who_never_reads_holds_nobody_up() throws Exception {
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4096);
            deaf.connect(new InetSocketAddress(all.getHost(), all.getPort()));
            deaf.getOutputStream()
                    .write(("GET " + RUNS + "?watch=true HTTP/1.1\r\nHost: a\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            try (SseReader reader = SseReader.open(URI.create(all + "?watch=true"))) {
                assertThat(reader.next("analysisruns").data()).isNotNull();
                for (int i = 0; i < 300; i++) {
                    create("r" + i, "1h");
                }
                Event event = reader.next("analysisrun");
                while (!event.text("/metadata/name").equals("r299")) {
                    event = reader.next("analysisrun");
                }
            }
        }
        given().get(RUNS).then().statusCode(200);
    }

    private static Event next(SseReader reader, String name, String phase) throws Exception {
        Event event = reader.next("analysisrun");
        while (!event.text("/metadata/name").equals(name)
                || !event.text("/status/phase").equals(phase)) {
            event = reader.next("analysisrun");
        }
        return event;
    }

    private static void create(String name, String interval) {
        given().contentType("application/json")
                .body("{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{\"metrics\":[{\"name\":\"m\",\"interval\":\""
                        + interval + "\",\"count\":2,\"provider\":{\"plugin\":{\"assay/sample-scrape\":{}}}}]}}")
                .post(RUNS)
                .then()
                .statusCode(201);
    }
}
