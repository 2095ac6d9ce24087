/**
 * The seams of both go-plugin protocols, the host's side and the plugin's, and their certificates.
 */
@NullMarked
package dev.assay.wire;

import org.jspecify.annotations.NullMarked;
