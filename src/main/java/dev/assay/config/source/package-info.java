/** The places that the list of plugins comes from: a ConfigMap in the cluster, a file, or the samples. */
@NullMarked
package dev.assay.config.source;

import org.jspecify.annotations.NullMarked;
