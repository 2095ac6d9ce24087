package dev.assay.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The packaged application in a process of its own, on a free port, with plugins from files. */
public final class PackagedApplication implements AutoCloseable {
    private static final int LIMIT_SECONDS = 120;
    private static final Pattern LISTENING = Pattern.compile(
            "Listening on: https?://[^ ]*:(\\d+)\\. Management interface listening on http://[^ ]*:(\\d+)\\.");

    private final Process process;
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private @Nullable MatchResult listening;

    /** Lines that were looked at and belong to the next one who waits. */
    private final Deque<String> ahead = new ArrayDeque<>();

    private PackagedApplication(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "application-log");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it with the plugins {@code test/0}, {@code test/1} and so on. */
    public static PackagedApplication start(Path program, Path folder, List<Path> plugins) throws IOException {
        Map<String, String> locations = new LinkedHashMap<>();
        plugins.forEach(plugin -> locations.put("test/" + locations.size(), "file://" + plugin));
        return start(program, folder, locations, List.of());
    }

    /**
     * Starts it.
     *
     * @param plugins their locations by their names
     * @param properties beside those of tests, for instance {@code -Dassay.call.timeout=1s}
     */
    public static PackagedApplication start(
            Path program, Path folder, Map<String, String> plugins, List<String> properties) throws IOException {
        Path config = Files.writeString(folder.resolve("plugins.yaml"), manifest(plugins));
        List<String> all =
                new ArrayList<>(List.of("-Dassay.config.source=file", "-Dassay.config.file=" + config, store(folder)));
        all.addAll(properties);
        return start(program, all, Map.of());
    }

    /**
     * Starts it with the plugins of a manifest.
     *
     * @param environment beside that of the test
     */
    public static PackagedApplication startWith(
            Path program, Path folder, Path manifest, List<String> properties, Map<String, String> environment)
            throws IOException {
        List<String> all = new ArrayList<>(
                List.of("-Dassay.config.source=file", "-Dassay.config.file=" + manifest, store(folder)));
        all.addAll(properties);
        return start(program, all, environment);
    }

    /**
     * Starts it with the plugins of a ConfigMap.
     *
     * @param kubeconfig says where the cluster is; the context's namespace is that of the ConfigMap
     */
    public static PackagedApplication startInCluster(Path program, Path folder, Path kubeconfig) throws IOException {
        return startInCluster(program, folder, kubeconfig, List.of());
    }

    /** Starts it as {@link #startInCluster(Path, Path, Path)} does, with further properties. */
    public static PackagedApplication startInCluster(
            Path program, Path folder, Path kubeconfig, List<String> properties) throws IOException {
        List<String> all = new ArrayList<>(List.of("-Dassay.config.source=kubernetes", store(folder)));
        all.addAll(properties);
        return start(program, all, Map.of("KUBECONFIG", kubeconfig.toString()));
    }

    private static PackagedApplication start(Path program, List<String> properties, Map<String, String> environment)
            throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=0",
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=0",
                "-Dassay.stop.grace=100ms"));
        options.addAll(properties);
        ProcessBuilder builder = new ProcessBuilder(PackagedProgram.command(program, options));
        builder.environment()
                .keySet()
                .removeIf(key -> key.startsWith("ASSAY_") || key.startsWith("QUARKUS_") || key.startsWith("KUBE"));
        builder.environment().putAll(environment);
        return new PackagedApplication(builder.redirectErrorStream(true).start());
    }

    private static String store(Path folder) {
        return "-Dassay.store=" + folder.resolve("store");
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.toHandle().destroy();
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Its plugins' processes. */
    public List<ProcessHandle> children() {
        return process.children().toList();
    }

    /** Waits for its end. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the application did not end within " + LIMIT_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Waits until it listens. No line of its log is dropped: plugins may be Ready before. */
    public URI address() throws InterruptedException {
        return URI.create("http://127.0.0.1:" + listening().group(1));
    }

    /** Waits until it listens; gives the address of health and metrics. */
    public URI management() throws InterruptedException {
        return URI.create("http://127.0.0.1:" + listening().group(2));
    }

    private MatchResult listening() throws InterruptedException {
        if (listening == null) {
            List<String> passed = new ArrayList<>();
            listening = await(LISTENING, passed);
            passed.addAll(ahead);
            ahead.clear();
            ahead.addAll(passed);
        }
        return listening;
    }

    /** The lines of its log that nobody has waited for. */
    public List<String> restOfLog() {
        List<String> rest = new ArrayList<>(ahead);
        ahead.clear();
        log.drainTo(rest);
        return rest;
    }

    /** Waits for a line of its log; those before it are dropped. */
    public MatchResult await(Pattern line) throws InterruptedException {
        return await(line, new ArrayList<>());
    }

    /** Waits for its end, and gives the lines of its log that have not been looked at. */
    public List<String> remainingLog() throws InterruptedException {
        int unused = exitCode();
        List<String> lines = new ArrayList<>(ahead);
        for (String next = log.take(); !isEnd(next); next = log.take()) {
            lines.add(next);
        }
        return lines;
    }

    private MatchResult await(Pattern line, List<String> passed) throws InterruptedException {
        while (true) {
            String next = ahead.isEmpty() ? log.poll(LIMIT_SECONDS, TimeUnit.SECONDS) : ahead.remove();
            if (next == null || isEnd(next)) {
                throw new IllegalStateException(
                        "the application did not say " + line + ", but:\n" + String.join("\n", passed));
            }
            passed.add(next);
            Matcher matcher = line.matcher(next);
            if (matcher.find()) {
                return matcher.toMatchResult();
            }
        }
    }

    private boolean isEnd(String line) {
        return line.isEmpty() && !process.isAlive() && log.isEmpty();
    }

    /**
     * Asks it to end, which ends its plugins; kills all of them where it does not. By the handle, because a process that
     * is destroyed itself loses the rest of its output.
     */
    @Override
    public void close() {
        List<ProcessHandle> plugins = process.descendants().toList();
        process.toHandle().destroy();
        try {
            boolean unused = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.toHandle().destroyForcibly();
        plugins.forEach(ProcessHandle::destroyForcibly);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(log::add);
        } catch (IOException e) {
            log.add("its output could not be read: " + e);
        }
        process.onExit().join();
        log.add("");
    }

    private static String manifest(Map<String, String> plugins) {
        StringBuilder manifest = new StringBuilder("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: argo-rollouts-config
                data:
                  metricProviderPlugins: |
                """);
        plugins.forEach(
                (name, location) -> manifest.append("    - name: " + name + "\n      location: " + location + "\n"));
        return manifest.toString();
    }
}
