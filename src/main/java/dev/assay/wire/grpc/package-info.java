/**
 * go-plugin over gRPC.
 */
@NullMarked
package dev.assay.wire.grpc;

import org.jspecify.annotations.NullMarked;
