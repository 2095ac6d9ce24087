package dev.assay.install.peer;

import dev.assay.install.http.DownloadFixture;
import dev.assay.install.http.RawServer;
import dev.assay.settings.PeerService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A replica that answers questions and sends executables, on loopback; what it sends may be wrong. */
final class FakeReplica implements AutoCloseable {
    private static final String NOTHING = "{\"executables\":[]}";

    private final RawServer server;
    private volatile String answer = NOTHING;
    private volatile RawServer.Script content = exchange -> exchange.status(404);

    FakeReplica() {
        this(Optional.empty());
    }

    FakeReplica(Optional<SSLContext> tls) {
        this.server = new RawServer(tls, this::answer);
    }

    /** From now on it has {@link DownloadFixture#FILE}. */
    FakeReplica has(byte[] file, String digest) {
        return offers("{\"executables\":[{\"sha256\":\"" + digest + "\"}]}")
                .sends(exchange -> exchange.whole(200, file));
    }

    /** @param json the answer to questions */
    FakeReplica offers(String json) {
        answer = json;
        return this;
    }

    FakeReplica sends(RawServer.Script script) {
        content = script;
        return this;
    }

    RawServer server() {
        return server;
    }

    PeerService service() {
        return PeerService.parse(server.url("").replace("https://127.0.0.1", "https://localhost"));
    }

    /** For instance {@code 127.0.0.1:4711}. */
    String address() {
        return "127.0.0.1:" + server.port();
    }

    private void answer(RawServer.Exchange exchange) throws IOException, InterruptedException {
        if (exchange.path().contains("?")) {
            exchange.whole(200, answer.getBytes(StandardCharsets.UTF_8));
        } else {
            content.answer(exchange);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
