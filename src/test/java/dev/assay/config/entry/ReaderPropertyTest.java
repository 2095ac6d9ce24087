package dev.assay.config.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any configuration is read, or refused with messages that a person can read and that hold no secret. */
class ReaderPropertyTest {
    private static final Platform LINUX = new Platform("linux", "amd64");
    private static final String SECRET = "hunter2";
    private static final String WHOLE = """
            kind: ConfigMap
            metadata: {name: argo-rollouts-config}
            data:
              metricProviderPlugins: |-
                - &a
                  name: "acme/latency"
                  location: https://example.com/{os}?v=1
                  sha256: {linux/amd64: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}
                  args: ["-l", '2']
                  headersFrom:
                    - secretRef:
                        name: token
                  env: {MODE: "fast"}
                  timeout: 1m30s
                  required: false
                - <<: *a
                  name: acme/b
            ---
            kind: Secret
            metadata: {name: token}
            data: {X: aGVsbG8=}
            """;
    private static final String SIGNS = ":-?[]{},&*!|>'\"%@`#~<=\\ \n\t0aé\u0000\uFEFF\uD83D";

    @Property(tries = 1_000)
    void arbitrary_text_is_read_or_refused(@ForAll String text) {
        readOrRefused(text);
        readOrRefused("kind: ConfigMap\ndata:\n  metricProviderPlugins: |2\n" + text.indent(4));
        clusterReadOrRefused(text);
    }

    @Property(tries = 3_000)
    void a_mutilated_manifest_is_read_or_refused(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(WHOLE);
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, sign(random));
                case 2 -> text.insert(at, sign(random));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(30))));
            }
        }
        readOrRefused(text.toString());
    }

    @Property(tries = 1_000)
    void a_password_of_a_location_is_in_no_message(
            @ForAll("addresses") String address, @ForAll("fields") String field) {
        String entry = "- name: a/b\n  location: '" + address + "'\n  " + field + "\n";
        assertThat(clusterReadOrRefused(entry))
                .allSatisfy(said -> assertThat(said).as(address).doesNotContain(SECRET));
    }

    @Property(tries = 1_000)
    void a_value_of_the_environment_is_in_no_message(@ForAll("values") String value, @ForAll("fields") String field) {
        String entry = "- name: a/b\n  location: file:///x\n  " + field + "\n  env:\n    TOKEN: " + value + "\n";
        assertThat(clusterReadOrRefused(entry))
                .allSatisfy(said -> assertThat(said).as(value).doesNotContain(SECRET));
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> schemes = Arbitraries.of(
                "https://", "http://", "HTTPS://", "ftp://", "file://", "https:/", "https:", "//", "", "s3://");
        Arbitrary<String> users = Arbitraries.of("joe", "", "jo.e", "j_oe", "joe%40acme");
        Arbitrary<String> passwords = Combinators.combine(parts(), parts())
                .as((before, after) -> before + SECRET + (before.equals("p@") ? "" : after));
        Arbitrary<String> rest = Arbitraries.of(
                "host/x",
                "/x",
                "",
                "ho st/x",
                "host:8080/x",
                "host/x%zz",
                "host/{os}",
                "[::1]/x",
                "host:99999/x",
                " host ");
        Arbitrary<String> userInfo =
                Combinators.combine(users, passwords).as((user, password) -> user + ":" + password + "@");
        Arbitrary<String> withPassword =
                Combinators.combine(schemes, userInfo, rest).as((a, b, c) -> a + b + c);
        Arbitrary<String> withToken = Combinators.combine(
                        Arbitraries.of("https://host/x?", "https://host%zz/x?a=b&", "/opt/x?", "ftp://h/x#"),
                        Arbitraries.of("token=", "X-Amz-Signature=", "sig=", "api_key=", "PASSWORD="))
                .as((a, b) -> a + b + SECRET);
        return Arbitraries.oneOf(withPassword, withToken);
    }

    /** Digits before a slash would be a port, an at sign before one the end of the password: such addresses are valid. */
    private static Arbitrary<String> parts() {
        return Arbitraries.of("", "p", "p/", "p?", "p#", "p@", "p:", "%zz", "%2F", "\\", "p ", "{os}", "]", "p&");
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                "hunter2",
                "*hunter2",
                "&hunter2",
                "!hunter2",
                "!!hunter2",
                "!hunter2!x",
                "'hunter2",
                "\"hunter2",
                "\"\\hunter2\"",
                "[hunter2]",
                "[hunter2",
                "{hunter2: x}",
                "{x: hunter2",
                "|hunter2",
                "@hunter2",
                "`hunter2",
                "%hunter2",
                "hunter2: x",
                "? hunter2",
                "- hunter2",
                "\"hunter2\\0\"",
                "!!int hunter2",
                "!<hunter2> x",
                "&hunter2 *hunter2",
                "hunter2\n  hunter2",
                "|\n    hunter2",
                "'hunter2' hunter2",
                "\"hunter2\"x",
                "*hunter2 hunter2",
                "\u0007hunter2",
                "x\thunter2: x");
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.of(
                "args: [1]", "timeout: 30", "sha256: abc", "colour: red", "required: true", "location: file:///y");
    }

    private static void readOrRefused(String text) {
        try {
            assertReadable(ManifestFile.read("test", text, LINUX).list().warnings());
        } catch (ConfigException e) {
            assertReadable(said(e));
        }
    }

    /** The messages about it. */
    private static List<String> clusterReadOrRefused(String text) {
        List<String> said;
        try {
            PluginList list = ConfigMapData.read("test", java.util.Map.of(ConfigMapData.KEY, text), LINUX);
            said = Stream.concat(
                            list.warnings().stream(), list.plugins().stream().map(PluginSpec::toString))
                    .toList();
        } catch (ConfigException e) {
            said = said(e);
        }
        assertReadable(said);
        return said;
    }

    private static List<String> said(ConfigException e) {
        assertThat(e.faults()).isNotEmpty();
        return Stream.concat(e.faults().stream().map(ConfigFault::toString), e.warnings().stream())
                .toList();
    }

    private static void assertReadable(List<String> messages) {
        assertThat(messages).hasSizeLessThan(210).allSatisfy(message -> {
            assertThat(message).hasSizeLessThan(1_000);
            assertThat(message.chars()).noneMatch(Character::isISOControl);
        });
    }

    private static char sign(Random random) {
        return SIGNS.charAt(random.nextInt(SIGNS.length()));
    }
}
