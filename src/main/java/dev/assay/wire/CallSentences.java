package dev.assay.wire;

import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * The words of failed calls that both protocols share.
 *
 * @param address of the plugin, as {@link Addresses#text} writes it
 */
public record CallSentences(String address) {
    /**
     * The beginning of a sentence on a call.
     *
     * @param verb a verb of the contract, for instance {@code Run}
     */
    public String call(String verb) {
        return "tried to call " + verb + " of the plugin at " + address + ", but ";
    }

    /** The beginning of a sentence on a health check. */
    public String healthCheck() {
        return "tried to check the health of the plugin at " + address + ", but ";
    }

    /** @param why empty, or in brackets, after a space */
    public CallException gone(String verb, String why, @Nullable Throwable cause) {
        return new CallException(
                Remedy.RESTARTING,
                call(verb) + "the connection to it is gone" + why + "; call again once the plugin has been restarted",
                cause);
    }

    /** @param tried the beginning of the sentence, which ends with {@code but} */
    public static CallException bug(String tried, Throwable failure) {
        return new CallException(Remedy.BUG, tried + "Assay itself failed (" + failure + "); report this", failure);
    }

    /** @param tried the beginning of the sentence, which ends with {@code but} */
    public static CallException restarting(String tried, String why, @Nullable Throwable cause) {
        return new CallException(Remedy.RESTARTING, tried + why + "; the plugin is to be restarted", cause);
    }
}
