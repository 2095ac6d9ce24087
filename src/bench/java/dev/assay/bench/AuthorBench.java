package dev.assay.bench;

import dev.assay.testing.PackagedApplication;
import dev.assay.testing.author.AuthorsMaven;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long an author waits: from {@code mvn package} of the example in Java to the first answer of the new build. */
final class AuthorBench {
    private static final Path EXAMPLE = Path.of("src", "example", "java-plugin");
    private static final String NAME = "example/json-value";
    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final AuthorsMaven maven;
    private final Path project;

    private AuthorBench(AuthorsMaven maven, Path project) {
        this.maven = maven;
        this.project = project;
    }

    static void measure(Table table, Path application, Path folder, int rounds) throws Exception {
        Path author = Files.createDirectory(folder.resolve("author"));
        AuthorsMaven maven = AuthorsMaven.withLibrary(author.resolve("repository"));
        AuthorBench bench = new AuthorBench(maven, author.resolve("json-value"));
        AuthorsMaven.copy(EXAMPLE, bench.project);
        bench.build("JsonValue");
        List<Double> seconds = new ArrayList<>();
        try (PackagedApplication assay = PackagedApplication.start(
                application,
                author,
                Map.of(NAME, "file://" + bench.project.resolve("target/json-value")),
                List.of("-Dassay.plugins.watch=true"))) {
            URI address = assay.address();
            for (int i = 0; i < Math.max(1, rounds / 3); i++) {
                seconds.add(bench.edit(address, "Edited" + i));
            }
        }
        table.figure(
                "changed plugin in Java: mvn package to the first answer (goal: 5 s)",
                "%.1f s",
                Distribution.of(seconds));
    }

    private double edit(URI address, String type) throws IOException, InterruptedException, TimeoutException {
        long begin = System.nanoTime();
        build(type);
        while (!type(address).contains("\"" + type + "\"")) {
            if (System.nanoTime() - begin > TIMEOUT) {
                throw new TimeoutException("the new build was not taken over");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private void build(String type) throws IOException {
        Path source = project.resolve("src/main/java/example/JsonValue.java");
        Files.writeString(
                source,
                Files.readString(source)
                        .replaceFirst("return \"(JsonValue|Edited\\d+)\";", "return \"" + type + "\";"));
        String unused = maven.run(project, "mvn -B -ntp -q -o package");
    }

    private String type(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/plugins/" + NAME + "/type"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }
}
