package dev.assay.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.assay.check.analysis.ManifestSource;
import dev.assay.config.Platform;
import dev.assay.config.entry.ManifestFile;
import dev.assay.install.OwnProgram;
import dev.assay.testing.TestSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckFetchTest {
    private static final String SCRIPT = "#!/bin/sh\n";

    /** The digest of the script. */
    private static final String SHA256 = "a8076d3d28d21e02012b20eaf7dbf75409a6277134439025f282e368e3305abf";

    @TempDir
    Path folder;

    private int faults;

    @Test
    void a_faulty_setting_is_reported() {
        assertThat(fetch("[]", "", Map.of("assay.download.attempts", "0")))
                .contains(
                        "Settings:\n  fault: tried to use assay.download.attempts=0 (test), but it must be 1 or more");
        assertThat(faults).isEqualTo(1);
    }

    @Test
    void a_temporary_folder_that_cannot_be_made_is_reported() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        String manifest = "kind: ConfigMap\ndata:\n  metricProviderPlugins: '[]'\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            CheckFetch fetch = new CheckFetch(
                    () -> TestSettings.checked(Map.of()),
                    () -> OwnProgram.running(CheckFetchTest.class.getName()),
                    new TreeSet<>(),
                    Map.of(),
                    file);
            int code = new CheckCommand(
                            new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)),
                            printer,
                            printer,
                            new Platform("linux", "amd64"),
                            Map.of(),
                            fetch)
                    .run(List.of("-", "--fetch"));
            assertThat(code).isEqualTo(1);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("fault: tried to make a folder in " + file + ", but ")
                .contains("name another folder with -Djava.io.tmpdir");
    }

    @Test
    void each_executable_that_cannot_be_had_is_a_fault() throws IOException {
        Path script = script();
        String list = "[{name: a/none, location: 'file:///not/there'},"
                + "{name: a/other, location: 'file://" + script + "', sha256: " + "0a".repeat(32) + "},"
                + "{name: a/unknown, location: 'builtin://unknown'}]";
        assertThat(fetch(list, ""))
                .startsWith("Executables:\n")
                .contains("  fault: tried to install plugin a/none from /not/there, but there is no such file; ")
                .contains("  fault: tried to install plugin a/other from " + script + ", but its sha256 is ")
                .contains("  fault: tried to install plugin a/unknown from builtin://unknown, but ");
        assertThat(faults).isEqualTo(3);
    }

    @Test
    void a_fetched_file_is_verified_or_its_digest_is_reported() throws IOException {
        Path script = script();
        String list = "[{name: a/good, location: 'file://" + script + "', sha256: " + SHA256 + "},"
                + "{name: a/free, location: 'file://" + script + "'},"
                + "{name: a/own, location: 'builtin://sample-scrape'}]";
        assertThat(fetch(list, "").lines())
                .containsExactlyInAnyOrder(
                        "Executables:",
                        "  a/good: verified, sha256 " + SHA256,
                        "  a/free: fetched; write sha256: " + SHA256 + " to have it verified",
                        "  a/own: part of Assay");
        assertThat(faults).isZero();
    }

    @Test
    void a_download_has_the_headers_of_the_Secret_in_the_file() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/x", exchange -> {
            boolean known = "Bearer abc".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = SCRIPT.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, known ? body.length : -1);
            if (known) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        try {
            String list = "[{name: a/b, location: 'http://127.0.0.1:"
                    + server.getAddress().getPort() + "/x', sha256: " + SHA256
                    + ", headersFrom: [{secretRef: {name: token}}]}]";
            assertThat(fetch(
                            list,
                            "---\nkind: Secret\nmetadata: {name: token}\nstringData: {Authorization: Bearer abc}\n"))
                    .isEqualTo("Executables:\n  a/b: verified, sha256 " + SHA256 + "\n");
            assertThat(fetch(
                            list,
                            "---\nkind: Secret\nmetadata: {name: token}\nstringData: {Authorization: Bearer no}\n"))
                    .contains("fault: tried to install plugin a/b from http://127.0.0.1", "401");
            assertThat(faults).isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_download_whose_Secret_is_unknown_is_left_out_and_no_fault() {
        assertThat(fetch(
                        "[{name: a/b, location: 'http://127.0.0.1:1/x', headersFrom: [{secretRef: {name: token}}]}]",
                        ""))
                .isEqualTo("Executables:\n  a/b: not fetched, because the Secret token is not in this file\n");
        assertThat(faults).isZero();
    }

    private Path script() throws IOException {
        return Files.writeString(folder.resolve("script"), SCRIPT);
    }

    private String fetch(String list, String secret) {
        return fetch(list, secret, Map.of());
    }

    /** The output. Afterwards nothing is left behind. */
    private String fetch(String list, String secret, Map<String, String> settings) {
        Platform platform = new Platform("linux", "amd64");
        ManifestFile manifest = ManifestFile.read(
                "test", "kind: ConfigMap\ndata:\n  metricProviderPlugins: |\n    " + list + "\n" + secret, platform);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path temporary = folder.resolve("tmp");
        try (PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            Files.createDirectories(temporary);
            CheckFetch command = new CheckFetch(
                    () -> TestSettings.checked(settings),
                    () -> OwnProgram.running(CheckFetchTest.class.getName()),
                    new TreeSet<>(Set.of("sample-scrape")),
                    Map.of(),
                    temporary);
            TextReport report = new TextReport(printer);
            CheckResult nothing = CheckResult.empty(new ManifestSource("test", ""), platform);
            List<String> settingsFaults = command.settingsFaults();
            CheckResult result = nothing.with(
                    settingsFaults,
                    settingsFaults.isEmpty() ? command.run(manifest, platform, report::fetched) : List.of());
            faults = result.count();
            if (!settingsFaults.isEmpty()) {
                report.end(result);
            }
            assertThat(temporary).isEmptyDirectory();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
