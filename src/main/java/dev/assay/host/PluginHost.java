package dev.assay.host;

import dev.assay.metric.MetricProvider;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** The plugins that this process hosts. All methods may be called from any thread, and none blocks. */
public interface PluginHost {
    /**
     * Reads the configuration and brings all plugins up at once. Completes when boot is over; fails with
     * {@link BootException} when it cannot succeed: a fault that no retry mends, or {@code assay.boot.timeout}. The
     * plugins that are well go on running then, until {@link #stop}.
     */
    Uni<Void> boot();

    /**
     * Refuses new calls, lets those in flight finish, and stops every plugin, all at once. Completes when no process is
     * left, within the time that {@code assay.stop} allows; never fails.
     */
    Uni<Void> stop();

    /** Whether boot is over: every required plugin has been Ready. */
    boolean started();

    /** Whether the service as a whole may be given work: boot is over, no stop has begun, no required plugin is out. */
    boolean ready();

    /** All plugins, in the order of the configuration. */
    List<PluginStatus> plugins();

    /** One plugin. */
    Optional<PluginStatus> plugin(String name);

    /**
     * The plugin as Argo's own RPC client would present it: a call waits while the plugin is starting, within its own
     * time-out; a measurement never fails but has phase Error and Argo's message ({@code Run rpc call error: ...},
     * {@code failed to run via plugin: ...}); the type's failure is the type itself; the metadata's failure is the key
     * {@code error}. Only {@code initialize} and {@code garbageCollect} fail, with
     * {@link dev.assay.metric.ProviderException}.
     */
    Optional<MetricProvider> provider(String name);
}
