/** All that asks Kubernetes: the client, the ConfigMap and its watch, Secrets, Events. */
@NullMarked
package dev.assay.cluster;

import org.jspecify.annotations.NullMarked;
