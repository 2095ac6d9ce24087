package dev.assay.plugin;

import dev.assay.metric.MetricProvider;
import dev.assay.wire.PluginEndpoint;
import dev.assay.wire.PluginOutput;
import dev.assay.wire.grpc.server.GrpcEndpoint;
import dev.assay.wire.netrpc.server.NetRpcEndpoint;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Serves a metric plugin to the host that started this process, after the rules of go-plugin. A plugin's whole
 * {@code main} is one line:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     PluginServer.serve(new MyPlugin());
 * }
 * }</pre>
 *
 * <p>Assay is served over gRPC. Argo Rollouts itself, and any other host that does not name its protocols in {@code
 * ASSAY_PLUGIN_PROTOCOLS}, is served over go-plugin's net/rpc. There a run and a metric arrive as Argo's Go types have them:
 * fields that these lack are gone, and fields that Go's JSON always has are there, for instance {@code "status"}.
 *
 * <p>Both methods never return. The process ends with code 0 when the host asked for it or is gone, and with 143 at
 * SIGTERM. SIGINT is ignored. It ends with code 1, after a sentence on stderr, when the plugin cannot be served, for
 * instance because a person started it. A thread of the plugin that is no daemon does not keep it alive then. A {@code
 * main} that throws before it calls one of them does not end the process while such a thread runs, and the host waits for
 * the handshake until its time is over.
 *
 * <p>Nothing may be written to {@code System.out} before: its first line is the handshake. Afterwards what is written to
 * {@code System.out} and {@code System.err} is sent to the host, line by line, and what goes to {@code java.util.logging}
 * with its level; the host logs both under the plugin's name.
 *
 * <p>It listens on a Unix socket in {@code PLUGIN_UNIX_SOCKET_DIR}, or in the folder for temporary files where that is not
 * set, as under Argo Rollouts. With {@code ASSAY_PLUGIN_NETWORK=tcp} in its environment it listens on a port of 127.0.0.1.
 */
public final class PluginServer {
    private static final int FAILED = 1;

    private PluginServer() {}

    /** Serves a plugin whose verbs may block. */
    public static void serve(MetricPlugin plugin) {
        end(() -> new BlockingProvider(plugin, PluginThreadPool.start(), InstantSource.system()));
    }

    /** Serves a provider whose verbs do not block. */
    public static void serve(MetricProvider provider) {
        end(() -> provider);
    }

    /** Serves until the end, and ends the process. Other threads of the plugin, or a fault here, cannot keep it alive. */
    private static void end(Supplier<MetricProvider> provider) {
        PrintStream stderr = utf8(System.err);
        int code = FAILED;
        try {
            code = serve(provider.get(), utf8(System.out), stderr);
        } catch (Throwable e) {
            e.printStackTrace(stderr);
        } finally {
            Exit.with(code);
        }
    }

    /** Serves until the end; gives the exit code. */
    private static int serve(MetricProvider provider, PrintStream stdout, PrintStream stderr) {
        HclogHandler.install(stderr);
        PluginOutput output = new PluginOutput(stderr);
        try {
            HostEnvironment environment =
                    HostEnvironment.read(System.getenv(), Path.of(System.getProperty("java.io.tmpdir")));
            InstantSource clock = InstantSource.system();
            PluginEndpoint endpoint =
                    ProtocolChoice.of(environment, List.of(new GrpcEndpoint(clock), new NetRpcEndpoint(clock)));
            Interrupts.ignore();
            System.setOut(output.out());
            System.setErr(output.err());
            PluginSession session = PluginSession.start(environment, endpoint, provider, output);
            Runtime.getRuntime().addShutdownHook(new Thread(session::onShutdown, "plugin-shutdown"));
            session.announce(stdout);
            session.awaitEnd();
            session.close();
            return 0;
        } catch (ServeException e) {
            stderr.println(String.valueOf(e.getMessage()).strip());
            return FAILED;
        } catch (InterruptedException e) {
            // Somebody wants the main thread to end, and it has nothing else to do.
            return 0;
        }
    }

    /** A host reads UTF-8, whatever the locale of this process. */
    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
