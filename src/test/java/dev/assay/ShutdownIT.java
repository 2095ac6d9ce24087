package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.FaultyPlugin;
import dev.assay.testing.FaultyPlugin.Mode;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The effects of SIGTERM on the packaged application, and on those who are waiting for its answers. */
class ShutdownIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Pattern READY = Pattern.compile("1 of 1 plugins Ready");

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    @Test
    void sigterm_makes_it_not_ready_lets_a_call_in_flight_finish_and_leaves_no_process() throws Exception {
        Path plugin = FaultyPlugin.script(folder, Mode.WAITS);
        try (PackagedApplication application =
                PackagedApplication.start(PackagedProgram.file(), folder, List.of(plugin))) {
            URI address = application.address();
            application.await(READY);
            List<ProcessHandle> plugins = application.children();
            assertThat(plugins).hasSize(1);
            URI management = application.management();
            assertThat(status(management)).isEqualTo(200);
            CompletableFuture<HttpResponse<String>> call = HttpClient.newHttpClient()
                    .sendAsync(
                            HttpRequest.newBuilder(address.resolve("/api/v1/plugins/test/0/run"))
                                    .POST(BodyPublishers.ofString("{\"metric\":{\"name\":\"m\"}}"))
                                    .build(),
                            BodyHandlers.ofString());
            await().atMost(LONG).until(() -> Files.exists(folder.resolve("begun")));

            application.terminate();
            await().atMost(LONG).until(() -> status(management) == 503);
            assertThat(call).isNotDone();
            Files.createFile(folder.resolve("go"));

            assertThat(call.get(60, TimeUnit.SECONDS).body()).contains("\"value\":\"42\"");
            assertThat(application.exitCode()).isIn(0, 143);
            assertThat(plugins).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void sigterm_answers_a_call_that_waits_for_a_plugin_which_is_not_there() throws Exception {
        Path ends = Files.writeString(folder.resolve("ends.sh"), "#!/bin/sh\nexit 3\n");
        try (PackagedApplication application =
                PackagedApplication.start(PackagedProgram.file(), folder, List.of(ends))) {
            URI address = application.address();
            application.await(Pattern.compile("will be started again"));
            CompletableFuture<HttpResponse<String>> call = HttpClient.newHttpClient()
                    .sendAsync(
                            HttpRequest.newBuilder(address.resolve("/api/v1/plugins/test/0/run"))
                                    .POST(BodyPublishers.ofString("{\"metric\":{\"name\":\"m\"}}"))
                                    .build(),
                            BodyHandlers.ofString());
            await().during(Duration.ofMillis(500)).atMost(LONG).until(() -> !call.isDone());

            application.terminate();

            assertThat(call.get(60, TimeUnit.SECONDS).body()).contains("Assay is stopping; call again later");
            assertThat(application.exitCode()).isIn(0, 143);
        }
    }

    @Test
    void sigterm_in_the_middle_of_boot_ends_it_and_its_plugins() throws Exception {
        Path never = Files.writeString(folder.resolve("never.sh"), "#!/bin/sh\nexec sleep 600\n");
        try (PackagedApplication application =
                PackagedApplication.start(PackagedProgram.file(), folder, List.of(never))) {
            URI management = application.management();
            await().atMost(LONG).until(() -> application.children().size() == 1);
            List<ProcessHandle> plugins = application.children();
            assertThat(status(management)).isEqualTo(503);

            application.terminate();

            assertThat(application.exitCode()).isIn(0, 143);
            assertThat(plugins).noneMatch(ProcessHandle::isAlive);
        }
    }

    private static int status(URI management) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(management.resolve("/q/health/ready"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
