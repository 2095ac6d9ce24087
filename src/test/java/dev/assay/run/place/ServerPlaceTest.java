package dev.assay.run.place;

import static dev.assay.run.place.FakeServer.event;
import static dev.assay.run.place.FakeServer.events;
import static dev.assay.run.place.FakeServer.json;
import static dev.assay.run.place.FakeServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.run.report.RunJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerPlaceTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final WaitLimits LIMITS =
            new WaitLimits(Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofMillis(200), SHORT, SHORT);

    private final RecordingListener listener = new RecordingListener();
    private FakeServer server;
    private ServerPlace place;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        place = at(server.address(), Optional.empty());
    }

    @AfterEach
    void stop() {
        place.close();
        server.close();
    }

    private static ServerPlace at(String address, Optional<Path> tokenFile) {
        return new ServerPlace(address, new ServerRequests(address, tokenFile, Optional.empty()), LIMITS);
    }

    private static String run(String phase) {
        return RunJson.of(phase).json().toString();
    }

    private void begin() {
        place.begin(RunJson.of("").json(), listener);
    }

    @Test
    void a_run_is_created_and_followed_by_its_events_to_its_end() throws Exception {
        server.created(json(201, run(""), "Warning", "299 - \"it is \\\"odd\\\"\""))
                .streamed(events(
                        ": hello\n\n",
                        event("analysisrun", run("Running")),
                        event("other", "{}"),
                        event("analysisrun", run("Successful"))));
        begin();

        assertThat(listener.next()).isEqualTo("note warning: it is \"odd\"");
        assertThat(listener.next()).isEqualTo("note created AnalysisRun gate at " + server.address());
        assertThat(listener.next()).isEqualTo("state ");
        assertThat(listener.next()).isEqualTo("state Running");
        assertThat(listener.next()).isEqualTo("state Successful");
        assertThat(server.requests)
                .containsExactly("POST /api/v1/analysisruns", "GET /api/v1/analysisruns/gate?watch=true");
        assertThat(server.bodies.get(0)).contains("\"kind\":\"AnalysisRun\"");
        assertThat(listener.isSilent()).isTrue();
    }

    @Test
    void a_stream_that_breaks_is_opened_again_and_both_are_told() throws Exception {
        server.created(json(201, run("Running")))
                .streamed(events(event("analysisrun", run("Running"))))
                .looked(json(200, run("Running")))
                .streamed(events(event("analysisrun", run("Failed"))));
        begin();

        skip(2);
        assertThat(listener.next()).isEqualTo("state Running");
        assertThat(listener.next())
                .isEqualTo("note tried to follow the run at " + server.address()
                        + ", but the stream of events ended; connecting again");
        assertThat(listener.next()).isEqualTo("note connected to " + server.address() + " again");
        assertThat(listener.next()).isEqualTo("state Running");
        assertThat(listener.next()).isEqualTo("state Failed");
    }

    @Test
    void a_way_that_lets_no_stream_through_is_no_hindrance() throws Exception {
        server.created(json(201, run("Running")));
        for (int i = 0; i < 3; i++) {
            server.streamed(json(502, "<html>", "Content-Type", "text/html"));
        }
        server.looked(json(200, run("Running")))
                .looked(json(200, run("Running")))
                .looked(json(200, run("Inconclusive")));
        begin();

        skip(2);
        assertThat(listener.next()).isEqualTo("state Running");
        assertThat(listener.next()).isEqualTo("state Running");
        assertThat(listener.next()).isEqualTo("state Inconclusive");
    }

    @Test
    void a_stream_that_is_silent_is_given_up() throws Exception {
        String address = server.address();
        place = new ServerPlace(
                address,
                new ServerRequests(address, Optional.empty(), Optional.empty(), Duration.ofMillis(300)),
                LIMITS);
        server.created(json(201, run("Running")))
                .streamed(events(new LinkedBlockingQueue<>()))
                .looked(json(200, run("Successful")));
        begin();

        skip(2);
        assertThat(listener.next()).contains("but it was silent for ");
        assertThat(listener.next()).contains("connected to ");
        assertThat(listener.next()).isEqualTo("state Successful");
    }

    @Test
    void a_server_that_was_started_anew_has_lost_the_run() throws Exception {
        server.created(json(201, run("Running")))
                .streamed(problem(404, "no such run"))
                .looked(problem(404, "no such run"));
        begin();

        skip(2);
        assertThat(listener.next())
                .isEqualTo(
                        "failed tried to follow the run at " + server.address()
                                + ", but it has no such run any more: it was started anew, or somebody deleted it; run it again");
    }

    @Test
    void a_server_that_stays_away_is_given_up_after_a_while() throws Exception {
        server.created(json(201, run("Running")));
        server.streamed(exchange -> server.close());
        begin();

        skip(2);
        assertThat(listener.next())
                .startsWith("note tried to follow the run at ")
                .endsWith("; connecting again");
        assertThat(listener.next()).startsWith("failed ").contains("it could not be reached for 0.2 s");
    }

    @Test
    void a_server_that_nobody_reaches_is_an_error_with_its_address() throws Exception {
        String address = "http://127.0.0.1:1";
        place = at(address, Optional.empty());
        begin();

        assertThat(listener.next()).startsWith("note tried to reach Assay at " + address + ", but ");
        assertThat(listener.next())
                .startsWith("failed tried to reach Assay at " + address + ", but ")
                .endsWith("; check --server, and that Assay runs there");
    }

    @Test
    void a_refusal_of_the_server_is_told_in_its_words() throws Exception {
        server.created(problem(422, "tried to run it, but no; correct it"));
        begin();
        assertThat(listener.next()).isEqualTo("refused tried to run it, but no; correct it");
    }

    @Test
    void a_caller_without_rights_is_told_what_to_do() throws Exception {
        server.created(problem(401, "there is no token")).created(problem(403, "you may not"));
        begin();
        assertThat(listener.next())
                .startsWith("failed ")
                .contains("does not know who calls (there is no token)")
                .contains("--token-file");
        begin();
        assertThat(listener.next()).startsWith("failed ").contains("does not permit that (you may not)");
    }

    @Test
    void a_server_that_is_no_assay_is_recognised() throws Exception {
        server.created(json(404, "<html>", "Content-Type", "text/html"))
                .created(json(200, "{\"hello\":1}"))
                .created(json(201, "{\"kind\":\"Pod\"}"))
                .created(json(201, run("Running").replace("\"gate\"", "\"../gate\"")))
                .created(json(400, "no"));
        begin();
        assertThat(listener.next()).startsWith("failed ").contains("it is no Assay, or one that is too old");
        for (int i = 0; i < 4; i++) {
            begin();
            assertThat(listener.next()).startsWith("failed ").contains("nothing that an Assay says");
        }
    }

    @Test
    void a_server_that_is_full_is_asked_again() throws Exception {
        server.created(problem(503, "there is no room", "Retry-After", "1")).created(json(201, run("Successful")));
        begin();

        assertThat(listener.next())
                .isEqualTo("note the server has no room for the run: there is no room; trying again for 20 s");
        skip(1);
        assertThat(listener.next()).isEqualTo("state Successful");
    }

    @Test
    void a_run_is_terminated_once_and_followed_to_its_end() throws Exception {
        BlockingQueue<String> stream = new LinkedBlockingQueue<>();
        CountDownLatch asked = new CountDownLatch(1);
        server.created(json(201, run("Running"))).streamed(events(stream)).terminated(exchange -> {
            asked.countDown();
            json(200, run("Running")).to(exchange);
        });
        begin();
        skip(2);
        stream.add(event("analysisrun", run("Running")));
        skip(1);
        place.terminate();
        place.terminate();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        stream.add(event("analysisrun", run("Failed")));

        assertThat(listener.next()).isEqualTo("state Failed");
        place.close();
        assertThat(server.requests.stream().filter(request -> request.endsWith("/gate/terminate")))
                .hasSize(1);
    }

    @Test
    void a_person_is_told_where_to_look_for_a_run_whose_end_was_not_seen() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        server.created(exchange -> {
            asked.countDown();
            await(answered);
            json(201, run("Running")).to(exchange);
        });
        begin();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(place.remedy())
                .isEqualTo("it may have been created, see GET " + server.address() + "/api/v1/analysisruns");

        answered.countDown();
        server.streamed(events(event("analysisrun", run("Running"))));
        skip(3);
        assertThat(place.remedy()).isEqualTo("see GET " + server.address() + "/api/v1/analysisruns/gate");
    }

    @Test
    void a_stop_before_the_run_is_there_ends_the_wait_for_it() throws Exception {
        server.created(problem(503, "there is no room", "Retry-After", "20"));
        begin();
        skip(1);
        place.terminate();
        assertThat(listener.next()).isEqualTo("failed the run was stopped before the server had it");
    }

    @Test
    void the_token_is_read_for_each_request_and_a_lost_one_is_told(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        place = at(server.address(), Optional.of(token));
        server.created(exchange -> FakeServer.send(
                exchange,
                "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization")) ? 404 : 500,
                ""));
        begin();
        assertThat(listener.next()).contains("it is no Assay");

        Files.writeString(token, " \n");
        begin();
        assertThat(listener.next())
                .startsWith("failed ")
                .contains("the token cannot be read from")
                .endsWith("; correct --token-file");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void skip(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            String unused = listener.next();
        }
    }
}
