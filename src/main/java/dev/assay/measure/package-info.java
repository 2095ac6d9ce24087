/**
 * A run on the plugins: plan it, call the plugins of all metrics at the same time, follow the measurements. It knows nothing
 * of HTTP or gRPC.
 */
@NullMarked
package dev.assay.measure;

import org.jspecify.annotations.NullMarked;
