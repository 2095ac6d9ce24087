package dev.assay.soak;

import java.util.List;

/**
 * A plugin under load.
 *
 * @param harmed whether it is killed, suspended and replaced; the others must not notice
 */
record SoakPlugin(String name, Kind kind, boolean harmed) {
    /** The language of the plugin, and so its protocol; and where its executable comes from. */
    enum Kind {
        /** Speaks net/rpc, from a file. */
        GO,
        /** Speaks net/rpc, from a download server. */
        GO_DOWNLOADED,
        /** Speaks gRPC, from a file. */
        JAVA
    }

    static final List<SoakPlugin> ALL = List.of(
            new SoakPlugin("calm/go", Kind.GO, false),
            new SoakPlugin("calm/java", Kind.JAVA, false),
            new SoakPlugin("harmed/go", Kind.GO, true),
            new SoakPlugin("harmed/java", Kind.JAVA, true),
            new SoakPlugin("harmed/downloaded", Kind.GO_DOWNLOADED, true));

    /** The body of a call of its verb {@code run}. */
    String callBody() {
        return "{\"metric\":{\"name\":\"soak\",\"provider\":{\"plugin\":{\"" + name + "\":{}}}}}";
    }
}
