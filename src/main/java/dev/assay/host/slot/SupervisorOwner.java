package dev.assay.host.slot;

import dev.assay.host.status.PluginState;
import dev.assay.process.LastExit;
import dev.assay.wire.PluginConnection;
import java.time.Duration;

/**
 * Who is told what becomes of a {@link Supervisor}, inside the slot's serial context. It may tell the supervisor to stop
 * from within each of these methods.
 */
interface SupervisorOwner {
    /** The executable is there, and its digest is in the status. The process is started next. */
    void onInstalled(Supervisor supervisor);

    /** The status has another state. */
    void onStateChanged(Supervisor supervisor, PluginState state, String reason);

    /** The generation that the next process to become Ready begins. */
    int nextGeneration();

    /** A process is there, and is on its way to Ready. */
    void onLaunched(Supervisor supervisor);

    /** The process has ended, at whatever time after its launch. */
    void onExited(Supervisor supervisor, LastExit exit);

    /** The process answers calls at this connection. */
    void onReady(Supervisor supervisor, PluginConnection connection);

    /**
     * The process answers calls, but is to be replaced. May be told again.
     *
     * @param reason completes the sentence "the process ..."
     */
    void onMisbehaving(Supervisor supervisor, String reason);

    /** The process has not answered a health check, the first after some that it answered. */
    void onUnresponsive(Supervisor supervisor, String reason);

    /** The process has answered again. */
    void onResponsive(Supervisor supervisor);

    /** The process is started again after the delay. */
    void onBackingOff(Supervisor supervisor, String reason, Duration delay);

    /** The process is not started again. */
    void onFailed(Supervisor supervisor, String reason);

    /** The supervisor was told to stop, and no process of it is left. */
    void onStopped(Supervisor supervisor);
}
