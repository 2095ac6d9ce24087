package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.PluginSpec;
import dev.assay.config.SecretException;
import dev.assay.install.InstallException;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(DownloadFixture.LOG)
class SecretHeadersTest {
    private static final byte[] FILE = DownloadFixture.FILE;

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    private final RawServer server = new RawServer(exchange -> exchange.whole(200, FILE));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_secret_that_is_not_there_is_a_passing_fault() {
        fixture.secrets(name -> Uni.createFrom()
                .failure(new SecretException(
                        true, "tried to read the Secret " + name + ", but there is none; create it", null)));
        assertFault("its headers cannot be had: tried to read the Secret token, but there is none; create it");
    }

    @Test
    void a_secret_that_cannot_be_read_now_is_a_passing_fault() {
        fixture.secrets(name -> Uni.createFrom()
                .failure(new SecretException(
                        false, "tried to read the Secret " + name + ", but nobody answered; wait", null)));
        assertFault("its headers cannot be had: tried to read the Secret token, but nobody answered; wait");
    }

    @Test
    void a_line_break_in_a_value_is_told_without_the_value() {
        fixture.secret(Map.of("Authorization", "Bearer s3cret\n"));
        assertFault(
                "the value of Authorization in the Secret token has a line break or another character that no header"
                        + " may have; store it without; a line break at its end often comes from echo or an editor");
    }

    @Test
    void a_header_that_is_not_ascii_is_refused_without_showing_its_value() {
        fixture.secret(Map.of("X-Token", "s3cret\u00fc"));
        assertFault("the value of X-Token in the Secret token has a line break or another character that no header may"
                + " have; store it without; a line break at its end often comes from echo or an editor");
    }

    @Test
    void a_key_that_is_no_name_of_a_header_is_told() {
        fixture.secret(Map.of("X Token: s3cret", "x"));
        assertFault(
                "the Secret token has a key that is no name of a header; name each of its keys as the header that is to"
                        + " be sent");
    }

    @Test
    void a_header_that_the_client_sets_itself_is_left_out_with_a_warning() {
        fixture.secret(Map.of("Host", "evil.test", "content-length", "3", "Range", "bytes=1-", "X-Token", "t"));
        fixture.install(spec());
        fixture.assertHolds(FILE);
        RawServer.Exchange asked = server.exchanges().get(0);
        assertThat(asked.headers().get("host")).containsExactly("127.0.0.1:" + server.port());
        assertThat(asked.headers()).doesNotContainKey("range").containsKey("x-token");
        // Java 17 says that there is no body.
        assertThat(asked.header("content-length").orElse("0")).isEqualTo("0");
        assertThat(fixture.log)
                .anyMatch(
                        line -> line.endsWith(
                                "Plugin acme/latency: the header Host of the Secret token is not sent, it is Assay's own to set"));
    }

    @Test
    void a_header_that_assay_sends_itself_is_replaced() {
        fixture.secret(Map.of("User-Agent", "mine", "accept-encoding", "gzip"));
        fixture.install(spec());
        RawServer.Exchange asked = server.exchanges().get(0);
        assertThat(asked.headers().get("user-agent")).containsExactly("mine");
        assertThat(asked.headers().get("accept-encoding")).containsExactly("gzip");
    }

    @Test
    void the_same_header_of_two_secrets_is_sent_twice_as_argo_does() {
        fixture.secrets(name -> Uni.createFrom().item(Map.of("X-Token", name)));
        fixture.install(DownloadFixture.spec(server.url("/x"), Optional.empty(), "a", "b"));
        assertThat(server.exchanges().get(0).headers().get("x-token")).containsExactly("a", "b");
    }

    private PluginSpec spec() {
        return DownloadFixture.spec(server.url("/x"), Optional.empty(), "token");
    }

    private void assertFault(String message) {
        InstallException e = fixture.failure(spec());
        assertThat(e).hasMessage("tried to install plugin acme/latency from " + server.url("/x") + ", but " + message);
        assertThat(e.permanent()).isFalse();
        assertThat(fixture.log).noneMatch(line -> line.contains("s3cret"));
        assertThat(server.exchanges()).isEmpty();
        fixture.assertClean();
    }
}
