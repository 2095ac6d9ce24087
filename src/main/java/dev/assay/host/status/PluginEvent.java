package dev.assay.host.status;

import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * A moment in the life of a plugin.
 *
 * @param process that it is about
 * @param message a sentence, as the log has it
 */
public record PluginEvent(Instant time, Type type, ProcessTag process, String message) {
    /** The event with the function applied to its message. */
    public PluginEvent mapTexts(UnaryOperator<String> function) {
        return new PluginEvent(time, type, process, function.apply(message));
    }

    /** Types of events. */
    public enum Type {
        /** A process was launched, and is on its way to Ready. */
        STARTED("Started"),
        /** A process answers calls, the first one or one after an end. */
        READY("Ready"),
        /** A process has ended, for whatever reason. */
        EXITED("Exited"),
        /** The process has not answered a health check. */
        UNRESPONSIVE("Unresponsive"),
        /** The process has answered again. */
        RESPONSIVE("Responsive"),
        /** The plugin is started again after a delay. */
        BACKING_OFF("BackingOff"),
        /** The plugin is not started again until somebody changes something. */
        FAILED("Failed"),
        /** The entry has changed, and what it asks for comes up. */
        CHANGED("Changed"),
        /** The process of a changed entry or executable has taken over. */
        UPDATED("Updated"),
        /** What is to take over has failed, and what was there before stays. */
        UPDATE_FAILED("UpdateFailed"),
        /** The process misbehaves, and another one of the same entry comes up. */
        REPLACING("Replacing"),
        /** A process of the same entry has taken over. */
        REPLACED("Replaced"),
        /** Somebody asked for a restart. */
        RESTARTED("Restarted");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** The type as it is shown, for instance {@code BackingOff}. */
        public String text() {
            return text;
        }
    }
}
