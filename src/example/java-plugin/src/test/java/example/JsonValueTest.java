package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonValueTest {
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"errors\": {\"rate\": 0.25}}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_condition_of_the_metric_judges_the_number() throws Exception {
        Measurement good = run("/errors/rate", "result < 0.5");
        assertEquals(Phase.SUCCESSFUL, good.phase());
        assertEquals("0.25", good.value());
        assertEquals(Phase.FAILED, run("/errors/rate", "result < 0.1").phase());
    }

    @Test
    void a_document_without_the_number_is_an_error() {
        assertThrows(IOException.class, () -> run("/errors/count", "result < 1"));
    }

    private Measurement run(String pointer, String condition) throws Exception {
        String metric = """
                {
                  "name": "errors",
                  "successCondition": "%s",
                  "provider": {"plugin": {"example/json-value": {"url": "http://localhost:%d/", "pointer": "%s"}}}
                }
                """.formatted(condition, server.getAddress().getPort(), pointer);
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(metric);
        return new JsonValue().run(AnalysisRun.EMPTY, new Metric(json));
    }
}
