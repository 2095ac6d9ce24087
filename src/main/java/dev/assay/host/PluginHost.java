package dev.assay.host;

import dev.assay.metric.MetricProvider;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** The plugins that this process hosts. All methods may be called from any thread, and none blocks. */
public interface PluginHost {
    /**
     * Reads the configuration and brings all plugins up at once. Completes when boot is over; fails with
     * {@link BootException} when it cannot succeed: a fault that no retry mends, or {@code assay.boot.timeout}. From the
     * first reading on, whether it was good or not, the configuration is followed until {@link #stop}; so a host whose
     * boot failed and which is not stopped then keeps the plugins that are well, and takes the next good reading.
     */
    Uni<Void> boot();

    /** Completes when {@link #boot} has read the configuration, or could not: from then on plugins are known; never fails. */
    Uni<Void> configured();

    /**
     * Refuses new calls, lets those in flight finish, and stops every plugin, all at once. Completes when no process is
     * left, within the time that {@code assay.stop} allows; never fails.
     */
    Uni<Void> stop();

    /**
     * Prepares for a {@link #stop} that is about to come: a call that waits for a plugin which is not there is refused, as
     * no answer would come in time. Plugins that are Ready go on.
     */
    void expectStop();

    /**
     * Whether boot is over: the configuration was read, and each plugin that it requires has been Ready. Stays true from
     * then on; where boot failed, a later change can still bring it about.
     */
    boolean started();

    /**
     * Whether the service as a whole may be given work: boot is over, no stop has begun, no required plugin is out. A
     * plugin that was added after boot counts from the first time that it is Ready.
     */
    boolean ready();

    /** All plugins, in the order of the configuration. */
    List<PluginStatus> plugins();

    /** Why the configuration as it stands is not in force, but the one that was read before; empty when it is. */
    Optional<ConfigurationFault> configurationFault();

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
