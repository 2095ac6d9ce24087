package dev.assay.host;

import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * The reason why the present configuration is not in force, and the one that was read before it is.
 *
 * @param message one sentence or one per fault, with what to do; never a secret
 * @param since when it was first seen
 */
public record ConfigurationFault(String message, Instant since) {
    /** The fault with the function applied to its message. */
    ConfigurationFault mapTexts(UnaryOperator<String> function) {
        return new ConfigurationFault(function.apply(message), since);
    }
}
