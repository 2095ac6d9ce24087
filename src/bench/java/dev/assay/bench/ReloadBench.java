package dev.assay.bench;

import dev.assay.testing.FakePlugin;
import dev.assay.testing.RealHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long a changed executable takes from the whole write until its process has taken over. */
final class ReloadBench {
    private static final String NAME = "test/watched";
    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(60);

    private ReloadBench() {}

    static void measure(Table table, Path folder, int rounds) throws Exception {
        try (LightPlugins light = new LightPlugins(1, folder, FakePlugin::new)) {
            Path file = light.files().get(0);
            Map<String, String> settings = Map.of("assay.plugins.watch", "true", "assay.stop.grace", "100ms");
            try (RealHost host = new RealHost(folder.resolve("store"), settings, List.of(RealHost.spec(NAME, file)))) {
                BootBench.await(host);
                List<Double> milliseconds = new ArrayList<>();
                for (int i = 1; i <= rounds; i++) {
                    milliseconds.add(takeover(host, file, i));
                }
                table.figure(
                        "changed executable: whole write to takeover, light plugin (goal for the start: 2000 ms)",
                        "%.0f ms",
                        Distribution.of(milliseconds));
            }
        }
    }

    private static double takeover(RealHost host, Path file, int generation)
            throws IOException, InterruptedException, TimeoutException {
        Files.writeString(file, Files.readString(file) + "# build " + generation + "\n");
        long begin = System.nanoTime();
        while (host.host().plugin(NAME).orElseThrow().generation() <= generation) {
            if (System.nanoTime() - begin > TIMEOUT) {
                throw new TimeoutException("the changed executable was not taken over");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return (System.nanoTime() - begin) / 1e6;
    }
}
