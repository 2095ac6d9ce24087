/** What a kubelet asks: live, started, ready. */
@NullMarked
package dev.assay.api.health;

import org.jspecify.annotations.NullMarked;
