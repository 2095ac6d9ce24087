package dev.assay.testing;

import java.util.List;

/** What every JVM that a test starts is given, so that its stderr has what the test wrote there and nothing else. */
final class JavaFlags {
    /** The first Java that knows the option, and warns without it of what Netty and Protobuf do. */
    private static final int KNOWS_UNSAFE_ACCESS = 23;

    private JavaFlags() {}

    static List<String> quiet() {
        return Runtime.version().feature() >= KNOWS_UNSAFE_ACCESS
                ? List.of("-XX:TieredStopAtLevel=1", "--sun-misc-unsafe-memory-access=allow")
                : List.of("-XX:TieredStopAtLevel=1");
    }
}
