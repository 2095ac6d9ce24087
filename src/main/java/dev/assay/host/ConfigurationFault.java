package dev.assay.host;

import java.time.Instant;

/**
 * The reason why the present configuration is not in force, and the one that was read before it is.
 *
 * @param message one sentence or one per fault, with what to do; never a secret
 * @param since when it was first seen
 */
public record ConfigurationFault(String message, Instant since) {}
