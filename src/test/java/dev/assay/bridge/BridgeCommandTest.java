package dev.assay.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void help_goes_to_standard_output_whatever_else_is_said() {
        assertThat(run("acme/x", "--to", "--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("usage: assay bridge NAMESPACE/NAME --to URL")
                .contains("--timeout", "90s by default", "--wait", "10s by default", "--ca-file", "--token-file");
        assertThat(err.size()).isZero();
    }

    @Test
    void every_fault_is_told_at_once_before_the_usage() {
        assertThat(run("x", "--too", "http://assay", "--timeout", "5", "--wait=0s", "--ca-file", "", "--wait=1s"))
                .isEqualTo(2);

        assertThat(faults())
                .containsExactly(
                        "tried to read --too, but there is no such option; write --to",
                        "tried to read --wait, but it is given twice; give it once",
                        "tried to read the plugin \"x\", but it is not of the form NAMESPACE/NAME; write the name that"
                                + " Assay's ConfigMap has",
                        "tried to find Assay, but --to is not given; write --to http://HOST:PORT",
                        "tried to read --timeout, but \"5\" is no duration above zero; write one such as 90s",
                        "tried to read --wait, but \"0s\" is no duration above zero; write one such as 10s",
                        "tried to read --ca-file, but \"\" is no path; write the path of a file");
        assertThat(out.size()).isZero();
    }

    @Test
    void no_arguments_are_wrong_usage_too() {
        assertThat(run()).isEqualTo(2);

        assertThat(faults())
                .containsExactly(
                        "tried to find the plugin to forward to, but no name is given; write it as NAMESPACE/NAME",
                        "tried to find Assay, but --to is not given; write --to http://HOST:PORT");
    }

    @Test
    void one_bridge_is_for_one_plugin() {
        assertThat(run("acme/x", "acme/y", "--to", "http://assay")).isEqualTo(2);

        assertThat(faults())
                .containsExactly(
                        "tried to forward to one plugin, but \"acme/y\" is given beside acme/x; start one bridge"
                                + " for each");
    }

    @Test
    void certificates_without_tls_are_a_fault() {
        assertThat(run("acme/x", "--to", "http://assay", "--ca-file=/ca.pem")).isEqualTo(2);

        assertThat(faults())
                .containsExactly(
                        "tried to use --ca-file, but --to is no https:// address; write https:// there, or leave"
                                + " it out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assay:8080",
                "grpc://assay:8080",
                "http://",
                "http://assay:0",
                "http://assay:65536",
                "http://assay/api",
                "http://joe@assay",
                "http://assay?x",
                "http://assay#x",
                "http://as say",
                ""
            })
    void an_address_that_is_none_of_a_service_is_refused(String address) {
        assertThat(run("acme/x", "--to=" + address)).isEqualTo(2);

        assertThat(faults()).singleElement().asString().contains("is no address of Assay; write http://HOST:PORT");
    }

    @ParameterizedTest
    @CsvSource({
        "http://assay.argo-rollouts.svc,dns:///assay.argo-rollouts.svc:80,false",
        "https://assay,dns:///assay:443,true",
        "HTTP://assay:8080/,dns:///assay:8080,false",
        "http://[::1]:8080,dns:///[::1]:8080,false"
    })
    void an_address_has_the_port_of_its_scheme_unless_it_names_one(String address, String target, boolean tls) {
        assertThat(AssayAddress.parse(address)).hasValueSatisfying(parsed -> {
            assertThat(parsed.target()).isEqualTo(target);
            assertThat(parsed.tls()).isEqualTo(tls);
        });
    }

    @Test
    void options_are_read_in_both_forms_and_have_defaults() throws Exception {
        BridgeArguments parsed = BridgeArguments.parse(List.of(
                "--to", "https://assay", "--timeout=2m", "acme/x", "--ca-file", "/ca.pem", "--token-file=/token"));

        assertThat(parsed.plugin()).isEqualTo("acme/x");
        assertThat(parsed.to()).hasToString("https://assay:443");
        assertThat(parsed.timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(parsed.waitLimit()).isEqualTo(Duration.ofSeconds(10));
        assertThat(parsed.caFile()).contains(Path.of("/ca.pem"));
        assertThat(parsed.tokenFile()).contains(Path.of("/token"));
    }

    private int run(String... arguments) {
        return new BridgeCommand(stream(out), stream(err)).run(List.of(arguments));
    }

    private List<String> faults() {
        return err.toString(StandardCharsets.UTF_8)
                .lines()
                .takeWhile(line -> !line.startsWith("usage: "))
                .toList();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
