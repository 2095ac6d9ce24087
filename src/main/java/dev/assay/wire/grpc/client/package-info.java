/** The host's side of go-plugin over gRPC. */
@NullMarked
package dev.assay.wire.grpc.client;

import org.jspecify.annotations.NullMarked;
