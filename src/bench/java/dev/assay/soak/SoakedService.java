package dev.assay.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.testing.PackagedApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The packaged Assay in a process of its own, with a heap as small as in a small pod. */
final class SoakedService implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("plugins Ready after");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PackagedApplication application;
    private final Path temporary;
    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SoakedService(PackagedApplication application, Path temporary) throws InterruptedException {
        this.application = application;
        this.temporary = temporary;
        this.address = application.address();
    }

    /**
     * Starts it and waits until its plugins are Ready. A process that hangs is replaced after some seconds, and restarts
     * do not wait long, so that much can happen in a minute.
     *
     * @param log the file for its log
     */
    static SoakedService start(Path jar, Path folder, Path log, SoakedCluster cluster)
            throws IOException, InterruptedException {
        // Short, since the path of a socket may have a hundred characters.
        Path temporary = Files.createDirectory(folder.resolve("t"));
        PackagedApplication application = PackagedApplication.startInCluster(
                jar,
                folder,
                cluster.kubeconfig(),
                List.of(
                        "-Xmx128m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djava.io.tmpdir=" + temporary,
                        // A process that is suspended while it starts is ended, and started again, within a minute.
                        "-Dassay.start.timeout=20s",
                        "-Dassay.ping.interval=1s",
                        "-Dassay.ping.timeout=2s",
                        "-Dassay.ping.failures=2",
                        "-Dassay.restart.min-delay=100ms",
                        "-Dassay.restart.max-delay=1s",
                        "-Dassay.download.attempts=1",
                        "-Dquarkus.log.file.enabled=true",
                        "-Dquarkus.log.file.json.enabled=false",
                        "-Dquarkus.log.file.path=" + log));
        try {
            SoakedService service = new SoakedService(application, temporary);
            application.await(READY);
            return service;
        } catch (InterruptedException | RuntimeException e) {
            application.close();
            throw e;
        }
    }

    URI address() {
        return address;
    }

    HttpClient client() {
        return client;
    }

    ProcessHandle process() {
        return application.process();
    }

    /** Its own temporary files, and those of its store. */
    List<Path> temporaryFolders() {
        return List.of(temporary, temporary.resolveSibling("store").resolve("tmp"));
    }

    /** The plugin as the HTTP API shows it. */
    JsonNode status(SoakPlugin plugin) throws IOException, InterruptedException {
        return get("/api/v1/plugins/" + plugin.name());
    }

    /** Whether it answers calls, while it waits for an update perhaps. */
    boolean isServing(SoakPlugin plugin) throws IOException, InterruptedException {
        return status(plugin).path("state").asText().equals("Ready");
    }

    /** Whether it answers calls and has no update under way. */
    boolean isReady(SoakPlugin plugin) throws IOException, InterruptedException {
        JsonNode status = status(plugin);
        return status.path("state").asText().equals("Ready") && !status.has("update");
    }

    /** Whether the newest list of plugins is in use. */
    boolean hasTheNewestList() throws IOException, InterruptedException {
        return !get("/api/v1/plugins").hasNonNull("configurationFault");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        application.close();
    }
}
