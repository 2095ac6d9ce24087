package dev.assay.host;

import java.time.Instant;

/**
 * Why the configuration as it stands is not in force: what was read before it is.
 *
 * @param message one sentence or one per fault, with what to do; never a secret
 * @param since when it was first seen
 */
public record ConfigurationFault(String message, Instant since) {}
