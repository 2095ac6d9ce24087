package dev.assay.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A plugin, mostly {@link ContractPlugin}, in a process of its own, started as a host starts it; stderr is drained. */
public final class PluginProgram implements AutoCloseable {
    private final Process process;
    private final BufferedReader stdout;
    private final List<String> stderr = new CopyOnWriteArrayList<>();
    private final Thread drain;

    private PluginProgram(Process process) {
        this.process = process;
        this.stdout = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.drain = new Thread(this::readErrors);
        drain.setDaemon(true);
        drain.start();
    }

    private void readErrors() {
        try {
            process.errorReader(StandardCharsets.UTF_8).lines().forEach(stderr::add);
        } catch (UncheckedIOException e) {
            // Process.destroy() closes the streams under the reader, which has read all that a test asks for by then.
            drain.setName("closed while reading: " + e.getMessage());
        }
    }

    /** Starts it with an environment of these variables and {@code PATH}, and no others. */
    public static PluginProgram start(Map<String, String> environment) throws IOException {
        return start(List.of(), environment);
    }

    /** Starts it by way of a command that starts what its further arguments say. */
    public static PluginProgram start(List<String> wrapper, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(java(ContractPlugin.class));
        return command(command, environment);
    }

    /** An executable that becomes a plugin of this JVM's class path, for hosts that are not of Java. */
    public static Path executable(Path folder, Class<?> plugin) throws IOException {
        String words = java(plugin).stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        Path script = Files.writeString(folder.resolve(plugin.getSimpleName()), "#!/bin/sh\nexec " + words + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static List<String> java(Class<?> plugin) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(JavaFlags.ofPlugins());
        command.addAll(List.of(
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-cp", classPath(), plugin.getName()));
        return command;
    }

    /** Valid in any folder. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Starts a plugin of another kind. */
    public static PluginProgram command(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(environment);
        return new PluginProgram(builder.start());
    }

    public String readLine() throws IOException {
        return stdout.readLine();
    }

    /** The address in a handshake line. */
    public static SocketAddress address(String handshake) {
        String[] fields = handshake.split("\\|", -1);
        if (fields[2].equals("unix")) {
            return UnixDomainSocketAddress.of(fields[3]);
        }
        int colon = fields[3].lastIndexOf(':');
        return new InetSocketAddress(fields[3].substring(0, colon), Integer.parseInt(fields[3].substring(colon + 1)));
    }

    public Process process() {
        return process;
    }

    /** Its standard error so far. */
    public List<String> stderr() {
        return stderr;
    }

    /** The exit code; all of stderr has been read. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the plugin did not end; it said " + stderr);
        }
        drain.join(60_000);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
