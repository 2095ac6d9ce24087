/** Who calls, and what the caller may do: the API server of the cluster is asked, by Quarkus' own security. */
@NullMarked
package dev.assay.api.access;

import org.jspecify.annotations.NullMarked;
