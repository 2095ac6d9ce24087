/** The plugin's side of go-plugin over gRPC. */
@NullMarked
package dev.assay.wire.grpc.server;

import org.jspecify.annotations.NullMarked;
