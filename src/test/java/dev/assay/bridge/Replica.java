package dev.assay.bridge;

import dev.assay.testing.FreePort;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One of several Assays with the same plugin and the same port, on an address of its own. It can be started again. */
final class Replica implements AutoCloseable {
    private final String address;
    private final int port;
    private final Path folder;
    private final Map<String, String> plugins;
    private final List<String> properties;
    private PackagedApplication application;

    /** @param properties beside the address */
    Replica(String address, int port, Path folder, Map<String, String> plugins, List<String> properties)
            throws IOException {
        this.address = address;
        this.port = port;
        this.folder = Files.createDirectories(folder);
        this.plugins = plugins;
        this.properties = properties;
    }

    /** A port that is free, on an address that no other test uses. */
    static int freePort(String address) throws IOException {
        return FreePort.find(InetAddress.getByName(address));
    }

    /** Starts it, and waits until its plugins are Ready. */
    Replica start() throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(properties);
        all.add("-Dquarkus.http.host=" + address);
        all.add("-Dquarkus.http.port=" + port);
        application = PackagedApplication.start(PackagedProgram.file(), folder, plugins, all);
        application.management();
        application.await(Pattern.compile(" plugins Ready after "));
        return this;
    }

    /** Sends SIGKILL, and ends its plugins. */
    void kill() throws InterruptedException {
        List<ProcessHandle> children = application.children();
        application.process().destroyForcibly();
        int unused = application.exitCode();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** Sends SIGTERM. */
    void terminate() {
        application.terminate();
    }

    /** Stops all its threads where they are, as a machine that has no time for it does. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        String pid = String.valueOf(application.process().pid());
        int code = new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name + " " + pid + " ended with " + code);
        }
    }

    boolean isAlive() {
        return application.process().isAlive();
    }

    @Override
    public void close() {
        if (application != null) {
            application.close();
        }
    }
}
