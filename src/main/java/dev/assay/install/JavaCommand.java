package dev.assay.install;

import dev.assay.install.format.JavaRuntime;
import java.util.ArrayList;
import java.util.List;

/** The start of a command line that runs a plugin on a Java. */
final class JavaCommand {
    /**
     * A plugin is small and should start fast: 20 of them share a machine with the host. One that runs out of memory
     * must end, and is started again; after an OutOfMemoryError in any of its threads it would only seem to work. The
     * heap is half of the memory that the JVM is to believe in, 64 MiB, unless {@code JAVA_TOOL_OPTIONS} has an {@code -Xmx},
     * which one on the command line would overrule. Warnings of the JVM go to stderr, since the first line of
     * stdout is the handshake.
     */
    private static final List<String> FLAGS = List.of(
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xss512k",
            "-XX:MaxRAM=128m",
            "-XX:+ExitOnOutOfMemoryError");

    /**
     * The first Java that knows the option; without it a plugin's log begins with warnings of what Netty and Protobuf
     * do.
     */
    private static final int KNOWS_UNSAFE_ACCESS = 23;

    private JavaCommand() {}

    /** The launcher and the flags of the JVM. The version of a Java that is not this program's own is not asked for. */
    static List<String> of(JavaRuntime java) {
        List<String> command = new ArrayList<>();
        command.add(java.java().toString());
        command.addAll(FLAGS);
        if (java.own() && Runtime.version().feature() >= KNOWS_UNSAFE_ACCESS) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        return command;
    }
}
