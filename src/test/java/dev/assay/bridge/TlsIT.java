package dev.assay.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.wire.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with https, as docs/tls.md has it. */
class TlsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern READY = Pattern.compile(" plugins Ready after ");
    private static final String PLUGINS = "/api/v1/plugins";
    private static final char[] PASSWORD = "none".toCharArray();

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private final TlsIdentity server = TlsIdentity.create(Instant.now());
    private int port;
    private PackagedApplication application;

    @BeforeEach
    void choose() throws IOException {
        port = Replica.freePort("127.0.0.1");
        write(server);
    }

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void callers_and_the_bridge_are_served_by_https_and_probes_by_http() throws Exception {
        start();
        assertThat(get(trusting(server), PLUGINS).version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(get(HttpClient.newHttpClient(), application.management().resolve("/q/health/ready"))
                        .statusCode())
                .isEqualTo(200);

        try (AssayClient bridge = bridge(server)) {
            assertThat(phase(bridge)).isEqualTo(Phase.ERROR);
        }
    }

    @Test
    void a_renewed_certificate_is_used_from_the_next_connection_on() throws Exception {
        start("-Dquarkus.tls.callers.reload-period=1s");
        HttpClient before = trusting(server);
        assertThat(shown(get(before, PLUGINS))).isEqualTo(server.certificate());
        try (AssayClient bridge = bridge(server)) {
            assertThat(phase(bridge)).isEqualTo(Phase.ERROR);

            TlsIdentity renewed = TlsIdentity.create(Instant.now());
            write(renewed);

            awaitShown(renewed);
            assertThat(shown(get(before, PLUGINS))).isEqualTo(server.certificate());
            assertThat(phase(bridge)).isEqualTo(Phase.ERROR);
            try (AssayClient next = bridge(renewed)) {
                assertThat(phase(next)).isEqualTo(Phase.ERROR);
            }
        }
    }

    @Test
    void files_that_cannot_be_used_are_told_and_the_certificate_before_stays_in_use() throws Exception {
        start("-Dquarkus.tls.callers.reload-period=1s");
        TlsIdentity renewed = TlsIdentity.create(Instant.now());

        writeKey(renewed);
        application.await(
                Pattern.compile("tried to read .* callers again, but the key is not that of the certificate; "));
        assertThat(shown(get(trusting(server), PLUGINS))).isEqualTo(server.certificate());
        write(renewed);
        awaitShown(renewed);

        Files.delete(folder.resolve("tls.key"));
        application.await(Pattern.compile("tried to read .* callers again, but they cannot be read; "));
        assertThat(shown(get(trusting(renewed), PLUGINS))).isEqualTo(renewed.certificate());
        write(server);
        awaitShown(server);
    }

    @Test
    void with_certificates_required_only_a_caller_who_has_one_is_served() throws Exception {
        TlsIdentity caller = TlsIdentity.create(Instant.now());
        Path callers = Files.writeString(folder.resolve("callers.pem"), caller.pem());
        start("-Dassay.http.client-auth=required", "-Dquarkus.tls.callers.trust-store.pem.certs=" + callers);

        assertThat(get(client(server, caller), PLUGINS).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> get(trusting(server), PLUGINS)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> get(client(server, TlsIdentity.create(Instant.now())), PLUGINS))
                .isInstanceOf(IOException.class);
    }

    @Test
    void certificates_of_callers_without_an_authority_for_them_are_refused_at_the_start() throws Exception {
        application = launch(List.of("-Dassay.http.client-auth=required"));

        assertThat(application.exitCode()).isEqualTo(1);
        assertThat(application.remainingLog())
                .last()
                .asString()
                .startsWith("  - tried to ask callers for certificates (assay.http.client-auth), but no authority");
    }

    @Test
    void a_handshake_that_does_not_go_on_ends_and_honest_callers_get_its_place() throws Exception {
        start("-Dassay.http.head-timeout=2s", "-Dassay.http.max-connections=4");
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
            silent.add(socket);
        }

        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> get(trusting(server), PLUGINS).statusCode() == 200);
        for (Socket socket : silent) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            socket.close();
        }
    }

    private void start(String... properties) throws Exception {
        application = launch(List.of(properties));
        application.management();
        application.await(READY);
    }

    private PackagedApplication launch(List<String> more) throws IOException {
        List<String> properties = new ArrayList<>(List.of(
                "-Dquarkus.http.tls-configuration-name=callers",
                "-Dquarkus.tls.callers.key-store.pem.0.cert=" + folder.resolve("tls.crt"),
                "-Dquarkus.tls.callers.key-store.pem.0.key=" + folder.resolve("tls.key"),
                "-Dquarkus.http.insecure-requests=disabled",
                "-Dquarkus.http.ssl-port=" + port));
        properties.addAll(more);
        return PackagedApplication.start(
                PackagedProgram.file(), folder, Map.of("test/x", "builtin://sample-scrape"), properties);
    }

    private void awaitShown(TlsIdentity identity) {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(shown(get(trusting(identity), PLUGINS)))
                .isEqualTo(identity.certificate()));
    }

    private void write(TlsIdentity identity) throws IOException {
        Files.writeString(folder.resolve("tls.crt"), identity.pem());
        writeKey(identity);
    }

    private void writeKey(TlsIdentity identity) throws IOException {
        String key = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(identity.key().getEncoded());
        Files.writeString(
                folder.resolve("tls.key"), "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    }

    private HttpResponse<String> get(HttpClient client, String path) throws Exception {
        return get(client, URI.create("https://localhost:" + port + path));
    }

    private static HttpResponse<String> get(HttpClient client, URI address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(SOON).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static Certificate shown(HttpResponse<String> response) throws Exception {
        return response.sslSession().orElseThrow().getPeerCertificates()[0];
    }

    private AssayClient bridge(TlsIdentity trusted) throws Exception {
        Path ca = Files.writeString(folder.resolve("ca.pem"), trusted.pem());
        return new AssayClient(BridgeArguments.parse(
                List.of("test/x", "--to=https://localhost:" + port, "--ca-file=" + ca, "--wait=10s")));
    }

    /** The plugin's answer to a metric that it does not know. A call that gets no answer throws. */
    private static Phase phase(AssayClient bridge) {
        return new BridgeProvider("test/x", bridge)
                .run(AnalysisRun.EMPTY, Metric.EMPTY)
                .await()
                .atMost(SOON)
                .phase();
    }

    private static HttpClient trusting(TlsIdentity server) throws Exception {
        KeyManagerFactory none = keys(null);
        return client(server, none);
    }

    private static HttpClient client(TlsIdentity server, TlsIdentity own) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setKeyEntry("own", own.key(), PASSWORD, new X509Certificate[] {own.certificate()});
        return client(server, keys(store));
    }

    private static HttpClient client(TlsIdentity server, KeyManagerFactory own) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("server", server.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static KeyManagerFactory keys(KeyStore store) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        return keys;
    }
}
