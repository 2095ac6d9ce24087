package dev.assay.config.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Placeholders in locations, and maps of digests. */
class PlaceholdersTest {
    private static final String ONE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String TWO = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752";

    @ParameterizedTest
    @CsvSource({
        "a digest is missing, '{linux/amd64: ONE}', 'sha256 (line 1): has no digest for linux/arm64, the platform to install for;"
                + " add linux/arm64: with the digest of the executable for it'",
        "nothing is there, {}, has no digest for linux/arm64",
        "a digest is short, '{linux/arm64: abc}', 'sha256.linux/arm64 (line 1): \"abc\" has 3 digits instead of 64'",
        "a foreign digest is short, '{linux/arm64: ONE, windows/amd64: abc}', 'sha256.windows/amd64 (line 1): \"abc\" has 3 digits'",
        "a digest is a number, '{linux/arm64: 12}', 'sha256.linux/arm64 (line 1): is a number in YAML (12), but must be text'",
        "a key has another name, '{linux/arm64: ONE, linux/x86_64: TWO}', 'sha256.linux/x86_64 (line 1): is no platform; did you mean linux/amd64?'",
        "a key is in capitals, '{linux/arm64: ONE, Darwin/ARM64: TWO}', 'sha256.Darwin/ARM64 (line 1): is no platform; did you mean darwin/arm64?'",
        "a key is misspelt, '{linux/arm64: ONE, linx/amd64: TWO}', 'is no platform; did you mean linux/amd64?'",
        "a key is no platform, '{linux/arm64: ONE, linux: TWO}', 'sha256.linux (line 1): is no platform; write os/arch with Go''s names, for instance linux/amd64'",
        "a key is there twice, '{linux/arm64: ONE, linux/arm64: TWO}', 'sha256.linux/arm64 (line 1): is there twice'",
        "a list, [ONE], 'sha256 (line 1): is a list, but must be text'",
    })
    void digests_that_break_the_rule_are_refused(String what, String digests, String message) {
        assertThat(faults("https://h/x-{arch}", digests.replace("ONE", ONE).replace("TWO", TWO)))
                .as(what)
                .singleElement()
                .asString()
                .contains("(a/b)." + (message.startsWith("sha256") ? message : "sha256"), message);
    }

    @Test
    void a_digest_of_another_name_does_not_stand_for_the_platform() {
        assertThat(faults("https://h/x-{arch}", "{linux/aarch64: " + ONE + "}"))
                .hasSize(2)
                .anySatisfy(fault -> assertThat(fault).contains("did you mean linux/arm64?"))
                .anySatisfy(fault -> assertThat(fault).contains("has no digest for linux/arm64"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/{os}/x-{arch}, https://host/linux/x-arm64",
        "https://{os}.example.com/x, https://linux.example.com/x",
        "https://host/x?for={os}-{arch}, https://host/x?for=linux-arm64",
        "file:///opt/x-{os}-{arch}, file:///opt/x-linux-arm64",
        "file://./{arch}/x, file://./arm64/x",
        "file://{os}/x, file://linux/x",
        "https://joe:a{os}b@host/x-{os}, https://joe:a%7Bos%7Db@host/x-linux",
        "https://host/x@{arch}, https://host/x@arm64",
        "https://host/{OS}, https://host/%7BOS%7D",
    })
    void placeholders_are_filled_in_everywhere_except_in_user_name_and_password(String written, String read) {
        assertThat(read(written, "").plugins())
                .singleElement()
                .extracting(plugin -> plugin.location().uri())
                .hasToString(read);
    }

    @Test
    void the_digest_is_that_of_the_platform() {
        PluginList list = read(
                "https://h/x-{arch}",
                "{linux/amd64: " + ONE + ", linux/arm64: " + TWO.toUpperCase(java.util.Locale.ROOT) + "}");
        assertThat(list.plugins())
                .singleElement()
                .extracting(PluginSpec::sha256)
                .isEqualTo(Optional.of(TWO));
        assertThat(list.warnings()).isEmpty();
    }

    @Test
    void one_digest_may_go_with_placeholders() {
        PluginList list = read("https://h/x-{arch}", ONE);
        assertThat(list.plugins())
                .singleElement()
                .extracting(PluginSpec::sha256)
                .isEqualTo(Optional.of(ONE));
        assertThat(list.warnings()).isEmpty();
    }

    @Test
    void several_digests_of_one_download_are_warned_of() {
        String digests = "{linux/amd64: " + ONE + ", linux/arm64: " + TWO + "}";
        assertThat(read("https://h/x", digests).warnings())
                .containsExactly(
                        "metricProviderPlugins[0] (a/b).sha256 (line 1): has several digests, but the location is the"
                                + " same on every platform; write {os} or {arch} where it differs");
        assertThat(read("https://h/x", "{linux/arm64: " + ONE + "}").warnings()).isEmpty();
    }

    @Test
    void a_file_may_differ_from_machine_to_machine_without_placeholders() {
        String digests = "{linux/amd64: " + ONE + ", linux/arm64: " + TWO + "}";
        assertThat(read("file:///opt/x", digests).warnings()).isEmpty();
    }

    @Test
    void other_braces_stay_and_are_warned_of() {
        assertThat(read("https://h/{platform}/{os}/{Arch}", "").warnings())
                .containsExactly(
                        "metricProviderPlugins[0] (a/b).location (line 1): has \"{platform}\", which stands for nothing; known are {os} and {arch}",
                        "metricProviderPlugins[0] (a/b).location (line 1): has \"{Arch}\", which stands for nothing; known are {os} and {arch}");
        assertThat(read("https://joe:{x}@h/x", "").warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux/amd64",
        "Linux, aarch64, linux/arm64",
        "Linux, ppc64le, linux/ppc64le",
        "Linux, s390x, linux/s390x",
        "Linux, loongarch64, linux/loong64",
        "Mac OS X, x86_64, darwin/amd64",
        "Windows Server 2022, amd64, windows/amd64",
        "SunOS, amd64, solaris/amd64",
    })
    void the_platform_has_the_names_of_Go(String osName, String osArch, String name) {
        Platform platform = Platform.of(osName, osArch);
        assertThat(platform).hasToString(name);
        assertThat(Platform.parse(name)).contains(platform);
    }

    @ParameterizedTest
    @CsvSource({"linux", "linux/", "linux/amd64/v2", "Linux/amd64", "plan10/amd64", "''"})
    void a_text_that_names_no_platform_gives_none(String name) {
        assertThat(Platform.parse(name)).isEmpty();
    }

    private static PluginList read(String location, String sha256) {
        FaultCollector collector = new FaultCollector();
        String digest = sha256.isEmpty() ? "" : ", sha256: " + sha256;
        String list = "[{name: a/b, location: '" + location + "'" + digest + "}]";
        List<PluginSpec> plugins = PluginListReader.read(
                list, new FaultLocation(collector, "metricProviderPlugins"), new Platform("linux", "arm64"));
        return collector.result("test", plugins);
    }

    private static List<String> faults(String location, String sha256) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(location, sha256));
        return e.faults().stream().map(ConfigFault::toString).toList();
    }
}
