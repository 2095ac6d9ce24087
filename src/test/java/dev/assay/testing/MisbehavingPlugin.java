package dev.assay.testing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A plugin that does one thing wrong, named by its first argument. It needs no class but its own and the JDK's, so it
 * starts as fast as a JVM can.
 */
public final class MisbehavingPlugin {
    /** The fault of the plugin. */
    public enum Mode {
        /** Prints words to stderr and ends with exit code 3. */
        EXITS,
        /** Prints something else than a handshake, and stays. */
        JUNK,
        /** Prints a line that never ends. */
        ENDLESS_LINE,
        /** Prints the start of a handshake, and stays. */
        HALF_LINE_THEN_HANGS,
        /** Prints the start of a handshake, and ends. */
        HALF_LINE_THEN_EXITS,
        /** Prints a handshake with another version of go-plugin's core protocol, and stays. */
        WRONG_CORE_VERSION,
        /** Prints a handshake with another version of the metric plugin protocol, and stays. */
        WRONG_APP_VERSION,
        /** Prints a handshake with a protocol that nobody speaks, and stays. */
        WRONG_PROTOCOL,
        /** Starts a process that would outlive it, prints a handshake, and stays. */
        SPAWNS_CHILD,
        /** Prints a handshake, and stays though it is sent SIGTERM. */
        IGNORES_SIGTERM,
        /** Prints a handshake, and then to stderr without end. */
        FLOODS_STDERR,
        /** Prints nothing, and stays. */
        SILENT
    }

    private static final String HANDSHAKE = "1|1|unix|/tmp/nobody-listens-here|grpc|";

    private MisbehavingPlugin() {}

    /** The command that starts it with the JVM and the class path of this one. */
    public static List<String> command(Mode mode) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                Path.of(MisbehavingPlugin.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString(),
                MisbehavingPlugin.class.getName(),
                mode.name());
    }

    public static void main(String[] args) throws Exception {
        switch (Mode.valueOf(args[0])) {
            case EXITS -> {
                System.err.println("no configuration found");
                System.err.println("giving up");
                System.exit(3);
            }
            case JUNK -> say("Hello from the plugin\n");
            case ENDLESS_LINE -> repeat(System.out, "1|1|unix|");
            case HALF_LINE_THEN_HANGS -> say("1|1|uni");
            case HALF_LINE_THEN_EXITS -> {
                say("1|1|uni");
                System.exit(0);
            }
            case WRONG_CORE_VERSION -> say("2|1|unix|/tmp/x|grpc|\n");
            case WRONG_APP_VERSION -> say("1|7|unix|/tmp/x|grpc|\n");
            case WRONG_PROTOCOL -> say("1|1|unix|/tmp/x|soap|\n");
            case SPAWNS_CHILD -> {
                Process child = new ProcessBuilder("sleep", "600").inheritIO().start();
                System.err.println("child " + child.pid());
                say(HANDSHAKE + "\n");
            }
            case IGNORES_SIGTERM -> {
                Runtime.getRuntime().addShutdownHook(new Thread(MisbehavingPlugin::stay));
                say(HANDSHAKE + "\n");
            }
            case FLOODS_STDERR -> {
                say(HANDSHAKE + "\n");
                repeat(System.err, "all work and no play makes a dull plugin\n");
            }
            case SILENT -> {}
        }
        stay();
    }

    private static void say(String text) {
        System.out.print(text);
        System.out.flush();
    }

    private static void repeat(PrintStream out, String text) throws IOException {
        byte[] bytes = text.repeat(200).getBytes(StandardCharsets.UTF_8);
        while (!out.checkError()) {
            out.write(bytes);
        }
    }

    private static void stay() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
