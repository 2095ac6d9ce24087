package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.testing.PackagedProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The start of a plugin that comes with the packaged application, with the class-data archive that stands beside its jar.
 * The plugin is looked at while it asks for a page of the test.
 */
class BuiltinStartIT {
    private static final Path PACKAGED = PackagedProgram.jar().getParent();
    private static final String ARCHIVES = "plugins-*.jsa";
    private static final int LIMIT_SECONDS = 60;

    @TempDir
    Path folder;

    private Path application;
    private HttpServer page;

    /** The files that the plugin maps; fails where they cannot be read. */
    private final CompletableFuture<String> maps = new CompletableFuture<>();

    @BeforeEach
    void link() throws IOException {
        application = Files.createDirectory(folder.resolve("application"));
        for (String name : List.of("app", "lib", "quarkus", "quarkus-run.jar")) {
            Files.createSymbolicLink(application.resolve(name), PACKAGED.resolve(name));
        }
        page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page.createContext("/", this::answer);
        page.start();
    }

    @AfterEach
    void close() {
        page.stop(0);
    }

    @Test
    void the_build_makes_an_archive_that_the_plugin_maps() throws Exception {
        assertThat(mapsOfPlugin(PACKAGED)).contains(archive().toString());
    }

    @Test
    void without_an_archive_it_starts_all_the_same() throws Exception {
        assertThat(mapsOfPlugin(application)).doesNotContain("plugins-");
    }

    @Test
    void an_archive_that_is_damaged_is_not_used() throws Exception {
        Path damaged = Files.writeString(application.resolve("plugins-10.jsa"), "no archive");

        assertThat(mapsOfPlugin(application)).doesNotContain(damaged.toString());
    }

    @Test
    void an_archive_that_is_cut_off_is_not_used() throws Exception {
        byte[] whole = Files.readAllBytes(archive());
        Path cut = Files.write(application.resolve(archive().getFileName()), Arrays.copyOf(whole, whole.length / 2));

        assertThat(mapsOfPlugin(application)).doesNotContain(cut.toString());
    }

    private static Path archive() throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(PACKAGED, ARCHIVES)) {
            return archives.iterator().next();
        }
    }

    /** Runs an analysis with the application, to its good end. */
    private String mapsOfPlugin(Path packaged) throws Exception {
        Path template = Files.writeString(
                folder.resolve("template.yaml"), """
                kind: AnalysisTemplate
                metadata: {name: look}
                spec:
                  metrics:
                    - name: up
                      provider: {plugin: {assay/sample-scrape: {url: "http://localhost:%d/", metric: up}}}
                """.formatted(page.getAddress().getPort()));
        Path output = folder.resolve("output");
        Process run = new ProcessBuilder(PackagedProgram.command(
                        packaged.resolve("quarkus-run.jar"), List.of(), "run", template.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(run.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(run.exitValue()).as(Files.readString(output)).isZero();
            return maps.get(0, TimeUnit.SECONDS);
        } finally {
            run.descendants().forEach(ProcessHandle::destroyForcibly);
            run.destroyForcibly();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            maps.complete(Files.readString(Path.of("/proc", plugin(), "maps")));
        } catch (IOException | RuntimeException e) {
            maps.completeExceptionally(e);
        }
        byte[] body = "up 1\n".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** The id of the only process below this one that has the words of a plugin. */
    private static String plugin() throws IOException {
        for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
            String pid = Long.toString(process.pid());
            List<String> words =
                    List.of(Files.readString(Path.of("/proc", pid, "cmdline")).split("\0"));
            if (words.contains("plugin") && words.contains("sample-scrape")) {
                return pid;
            }
        }
        throw new IOException("tried to find the plugin, but no process here has its words; see how it is started");
    }
}
