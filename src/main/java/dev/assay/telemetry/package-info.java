/**
 * The metrics of Assay: {@link dev.assay.telemetry.Telemetry} turns the facts that the other rooms tell into the meters of
 * Micrometer. {@code docs/metrics.md} lists all of them.
 */
@NullMarked
package dev.assay.telemetry;

import org.jspecify.annotations.NullMarked;
