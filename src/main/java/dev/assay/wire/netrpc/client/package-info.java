/** The host's side of go-plugin over net/rpc. */
@NullMarked
package dev.assay.wire.netrpc.client;

import org.jspecify.annotations.NullMarked;
