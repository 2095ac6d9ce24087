/**
 * The vocabulary of Argo Rollouts analysis: runs, metrics, measurements, and the seven verbs of a metric provider.
 */
@NullMarked
package dev.assay.metric;

import org.jspecify.annotations.NullMarked;
