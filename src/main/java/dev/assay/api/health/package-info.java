/** The health checks of a kubelet: live, started, ready. */
@NullMarked
package dev.assay.api.health;

import org.jspecify.annotations.NullMarked;
