package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that prints all that it was given, in many forms, and exits: what of it leaves the packaged application. */
class SecretsIT {
    private static final String TOKEN = "tok-4f9a8b7c6d5e-XYZ";
    private static final String QUOTED = "a&b \"quoted\" $x'y";
    private static final String KEY_LINE = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7";
    private static final String INHERITED = "inherited-xyz-123";
    private static final String IN_FILE = "file-token-abcdefgh";
    private static final String IN_PROXY = "proxy-pass-1";
    private static final String FLAG = "flag-secret-99";

    private static final List<String> SECRETS = List.of(TOKEN, QUOTED, KEY_LINE, INHERITED, IN_FILE, IN_PROXY, FLAG);

    private static final String PLUGIN = """
            #!/bin/sh
            echo "begin" >&2
            env >&2
            env | base64 >&2
            export -p >&2
            printf '{"@level":"error","@message":"token is %s\\nforged line"}\n' "$API_TOKEN" >&2
            printf '%s' "$API_TOKEN" | base64 >&2
            printf '%s' "$API_TOKEN" | od -An -v -tx1 | tr -d ' \n' >&2
            echo >&2
            printf '\033[31mred\033[0m forged escape\r\n' >&2
            cat "$SOME_TOKEN_FILE" >&2
            echo "$*" >&2
            echo "auth for http://user:$API_TOKEN@host/ and $API_TOKEN with $PRIVATE_KEY: $QUOTED" >&2
            exit 3
            """;

    @TempDir
    Path folder;

    @Test
    void no_way_out_shows_a_secret_and_no_line_is_forged() throws Exception {
        Path plugin = Files.writeString(folder.resolve("leaky"), PLUGIN);
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path tokenFile = Files.writeString(folder.resolve("token"), IN_FILE + "\n");
        Path manifest = Files.writeString(folder.resolve("plugins.yaml"), """
                kind: ConfigMap
                data:
                  metricProviderPlugins: |
                    - name: acme/leaky
                      location: file://%s
                      required: false
                      args: ["--api-key", "%s"]
                      env:
                        API_TOKEN: %s
                        QUOTED: '%s'
                        SWITCH: "1"
                        PRIVATE_KEY: |
                          -----BEGIN PRIVATE KEY-----
                          %s
                          -----END PRIVATE KEY-----
                """.formatted(
                        plugin, FLAG, TOKEN, QUOTED.replace("'", "''"), KEY_LINE));
        Map<String, String> environment = Map.of(
                "INHERITED_TOKEN",
                INHERITED,
                "SOME_TOKEN_FILE",
                tokenFile.toString(),
                "CORPORATE_PROXY",
                "http://user:" + IN_PROXY + "@proxy:3128");
        try (PackagedApplication application = PackagedApplication.startWith(
                PackagedProgram.file(),
                folder,
                manifest,
                List.of("-Dassay.restart.min-delay=100ms", "-Dassay.restart.max-delay=200ms"),
                environment)) {
            URI address = application.address();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> get(address.resolve("/api/v1/plugins")).contains("\"restarts\":2"));
            String plugins = get(address.resolve("/api/v1/plugins"));
            application.terminate();
            List<String> log = application.remainingLog();

            assertThat(plugins).contains("acme/leaky");
            assertHidden(plugins);
            assertHidden(String.join("\n", log));
            assertThat(log).anyMatch(line -> line.endsWith("API_TOKEN=*****"));
            assertThat(log).anyMatch(line -> line.endsWith("SWITCH=1"));
            assertThat(log)
                    .filteredOn(line -> line.contains("forged"))
                    .isNotEmpty()
                    .allMatch(
                            line -> line.matches("\\d{4}-.*\\[dev\\.assay\\.(plugin-log\\.acme/leaky|host\\..*)\\].*"))
                    .noneMatch(line -> line.contains("\u001b"));
        }
    }

    private static void assertHidden(String text) {
        for (String secret : SECRETS) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            assertThat(text)
                    .doesNotContain(secret)
                    .doesNotContain(HexFormat.of().formatHex(bytes));
            assertThat(encodedParts(bytes)).noneMatch(text::contains);
        }
    }

    /** Parts of twelve characters of the value in Base64, wherever it begins in what was encoded. */
    private static Stream<String> encodedParts(byte[] value) {
        return IntStream.range(0, 3).boxed().flatMap(before -> {
            byte[] all = new byte[before + value.length];
            System.arraycopy(value, 0, all, before, value.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(all);
            int end = encoded.length() - 1;
            return IntStream.rangeClosed(before == 0 ? 0 : before + 1, end - 12)
                    .mapToObj(i -> encoded.substring(i, i + 12));
        });
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
