/** The plugin's side of go-plugin over net/rpc. */
@NullMarked
package dev.assay.wire.netrpc.server;

import org.jspecify.annotations.NullMarked;
