/**
 * go-plugin over net/rpc.
 */
@NullMarked
package dev.assay.wire.netrpc;

import org.jspecify.annotations.NullMarked;
