/** All that asks Kubernetes: the client, Secrets, Events. */
@NullMarked
package dev.assay.cluster;

import org.jspecify.annotations.NullMarked;
