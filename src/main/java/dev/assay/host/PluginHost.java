package dev.assay.host;

import dev.assay.host.status.PluginEvent;
import dev.assay.host.status.PluginStatistics;
import dev.assay.host.status.PluginStatus;
import dev.assay.host.status.RestartOutcome;
import dev.assay.log.KeptLine;
import dev.assay.log.LogQuery;
import dev.assay.metric.Caller;
import dev.assay.metric.MetricProvider;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** The plugins that this process hosts. All methods may be called from any thread, and none blocks. */
public interface PluginHost {
    /**
     * Reads the configuration and brings all plugins up at once. Completes when boot is over. Fails with
     * {@link BootException} after a fault that no retry mends, or after {@code assay.boot.timeout}.
     *
     * <p>From the first reading on, whether it was good or not, the configuration is followed until {@link #stop}. So a
     * host whose boot failed keeps the plugins that are well, and takes the next good reading.
     */
    Uni<Void> boot();

    /** Completes when {@link #boot} has read the configuration, or could not. From then on plugins are known. Never fails. */
    Uni<Void> configured();

    /** Whether {@link #configured} has completed. Before that, a name that is not found may still come. */
    boolean isConfigured();

    /**
     * Refuses new calls, lets those in flight finish, and stops every plugin, all at once. Completes when no process is
     * left, within the time that {@code assay.stop} allows; never fails.
     */
    Uni<Void> stop();

    /**
     * Prepares for a {@link #stop} that is about to come: the host is not ready any more. A call that waits for a plugin
     * without a process is refused, because no answer would come in time. Plugins that are Ready go on.
     */
    void expectStop();

    /** Fails every call with {@code Assay is stopping}, and refuses others; between {@link #expectStop} and {@link #stop}. */
    void endCalls();

    /**
     * Whether boot is over: the configuration was read, and each plugin that it requires has been Ready. Stays true from
     * then on. After a boot that failed, a later change can still make it true.
     */
    boolean started();

    /**
     * Whether the service as a whole may be given work: boot is over, and no stop has begun. A plugin that is out makes no
     * difference, since the same plugin is out on every replica and the others would be lost with it.
     */
    boolean ready();

    /** All plugins, in the order of the configuration. */
    List<PluginStatus> plugins();

    /**
     * All plugins as they are now, and again after each change. A subscriber that is slow gets the newest view and misses
     * those between. Items come on threads that must not block. Completes when a stop is expected.
     */
    Multi<PluginsView> views();

    /** Why the present configuration is not in force; empty when it is. */
    Optional<ConfigurationFault> configurationFault();

    /** The plugin of this name; empty when none is configured. */
    Optional<PluginStatus> plugin(String name);

    /** The numbers of all plugins that change all the time, in the order of the configuration. */
    List<PluginStatistics> statistics();

    /**
     * The kept lines of the log of the plugin of this name; empty when none is configured. Where they are followed, the stream
     * ends when the plugin is removed or a stop is expected. A slow subscriber misses lines, and a line says how many. Items
     * come on threads that must not block.
     */
    Optional<Multi<KeptLine>> logs(String name, LogQuery query);

    /** The latest events of the plugin of this name, the newest one last; empty when none is configured. */
    Optional<List<PluginEvent>> history(String name);

    /**
     * Starts the plugin of this name at once where it waits for its next start or has failed. Where it serves, a new
     * process comes up beside it. Empty when none is configured.
     */
    Optional<Uni<RestartOutcome>> restart(String name);

    /**
     * Whether a call of this plugin would go to a process at this moment. False as soon as a connection is lost, which is
     * before the state of the plugin changes.
     */
    boolean answers(String name);

    /**
     * The plugin of this name as Argo's own RPC client would present it; empty when none is configured. A call waits while
     * the plugin is starting, within its own time-out, unless the caller wants it to fail fast.
     *
     * <p>A measurement never fails: it has phase Error and Argo's message ({@code Run rpc call error: ...},
     * {@code failed to run via plugin: ...}). A failure is the type itself in {@code type}, and the key {@code error} in
     * {@code metadata}. {@code initialize} and {@code garbageCollect} fail with
     * {@link dev.assay.metric.ProviderException}.
     */
    Optional<MetricProvider> provider(String name, Caller caller);

    /**
     * The plugin of this name with its answers as they are; empty when none is configured. A call that gets no answer fails
     * with {@link dev.assay.metric.CallException}. It waits as one of {@link #provider} does.
     */
    Optional<MetricProvider> rawProvider(String name, Caller caller);
}
