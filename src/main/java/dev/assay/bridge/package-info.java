/**
 * The bridge: a metric plugin for Argo Rollouts that forwards its calls to a plugin which Assay hosts.
 */
@NullMarked
package dev.assay.bridge;

import org.jspecify.annotations.NullMarked;
