package dev.assay.host.instance;

import java.time.Duration;

/**
 * The rules by which the health of a connection is checked.
 *
 * @param interval between the end of one check and the next
 * @param timeout how long the answer to one ping may take
 * @param maxFailures how many failed checks in a row mean that the plugin is dead
 */
public record HealthSettings(Duration interval, Duration timeout, int maxFailures) {}
