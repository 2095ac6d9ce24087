package dev.assay.host;

/** The states of a plugin's life. */
public enum PluginState {
    /** Known, not begun. */
    PENDING("Pending"),
    /** Its executable is being fetched and verified. */
    INSTALLING("Installing"),
    /** Its process was started, and is to hand-shake, connect and initialise. */
    STARTING("Starting"),
    /** It answers calls. */
    READY("Ready"),
    /** It takes no new calls and is on its way out. */
    STOPPING("Stopping"),
    /** Its process is gone, as was asked. */
    STOPPED("Stopped"),
    /** Something failed that may pass; it will be tried again. */
    BACKING_OFF("BackingOff"),
    /** Something failed that will not pass by itself; the reason says what must be changed. */
    FAILED("Failed");

    private final String text;

    PluginState(String text) {
        this.text = text;
    }

    /** The state as it is shown, for instance {@code BackingOff}. */
    public String text() {
        return text;
    }
}
