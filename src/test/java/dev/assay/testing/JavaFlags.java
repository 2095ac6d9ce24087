package dev.assay.testing;

import java.util.ArrayList;
import java.util.List;

/** The flags of the JVMs that tests start. */
public final class JavaFlags {
    /**
     * Set by Failsafe: the flags of Assay's JVMs, words with spaces between them. These JVMs live too short for the second
     * compiler to pay. What measures Assay runs without the property, and so with the flags of a user.
     */
    private static final String OF_ASSAY = "assay.java.flags";

    /** The first Java that knows the option, and warns without it of what Netty and Protobuf do. */
    private static final int KNOWS_UNSAFE_ACCESS = 23;

    private JavaFlags() {}

    /** For a packaged Assay; an option after them that says otherwise overrules them. */
    public static List<String> ofAssay() {
        String flags = System.getProperty(OF_ASSAY, "").strip();
        return flags.isEmpty() ? List.of() : List.of(flags.split(" +"));
    }

    /** For a plugin of the test's own class path. Its stderr has what the test wrote there and nothing else. */
    static List<String> ofPlugins() {
        List<String> flags = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= KNOWS_UNSAFE_ACCESS) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }
}
