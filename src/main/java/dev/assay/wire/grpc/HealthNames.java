package dev.assay.wire.grpc;

/** Names that both ends of a connection use in {@code grpc.health.v1.Health}. */
public final class HealthNames {
    /** The service that a plugin says it serves (go-plugin {@code grpc_server.go}, {@code GRPCServiceName}). */
    public static final String PLUGIN = "plugin";

    private HealthNames() {}
}
