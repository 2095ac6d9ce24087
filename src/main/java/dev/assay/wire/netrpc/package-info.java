/**
 * The parts of go-plugin over net/rpc that both sides use: Argo's Go types, and their values from and to JSON.
 */
@NullMarked
package dev.assay.wire.netrpc;

import org.jspecify.annotations.NullMarked;
