package dev.assay.bench;

import dev.assay.metric.MetricProvider;
import dev.assay.testing.ServedSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Plugins without weight: each is a script that prints the handshake of a socket which this JVM serves, and sleeps. So
 * it is the host that is measured, and not how many processes the machine can hold.
 */
final class LightPlugins implements AutoCloseable {
    private final List<ServedSocket> sockets = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    LightPlugins(int count, Path folder, Supplier<MetricProvider> provider) throws IOException {
        try {
            for (int i = 0; i < count; i++) {
                ServedSocket socket = new ServedSocket(provider.get());
                sockets.add(socket);
                files.add(Scripts.write(
                        folder, "light-" + i, "echo " + Scripts.quoted(socket.handshake()), "exec sleep 86400"));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The scripts, in order. */
    List<Path> files() {
        return files;
    }

    @Override
    public void close() throws IOException {
        for (ServedSocket socket : sockets) {
            socket.close();
        }
    }
}
