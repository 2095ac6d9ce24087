package dev.assay.host.status;

/** The state of a plugin, as it is shown. */
public enum PluginState {
    /** It is configured, and has not been started. */
    PENDING("Pending"),
    /** Its executable is being fetched and verified. */
    INSTALLING("Installing"),
    /** Its process is launched, shakes hands, is connected and initialises. */
    STARTING("Starting"),
    /** It answers calls. */
    READY("Ready"),
    /** Its process has not answered the last health check. Calls are sent to it all the same. */
    UNRESPONSIVE("Unresponsive"),
    /** It was told to stop: it takes no new calls, and calls in flight may finish. */
    STOPPING("Stopping"),
    /** It was told to stop, and its process has ended. */
    STOPPED("Stopped"),
    /** It failed for a reason that may pass, and will be started again. */
    BACKING_OFF("BackingOff"),
    /** It failed and will not be started again; the reason says what must be changed. */
    FAILED("Failed");

    private final String text;

    PluginState(String text) {
        this.text = text;
    }

    /** Whether a process is on its way up. */
    public boolean comesUp() {
        return this == PENDING || this == INSTALLING || this == STARTING;
    }

    /** The state as it is shown, for instance {@code BackingOff}. */
    public String text() {
        return text;
    }
}
