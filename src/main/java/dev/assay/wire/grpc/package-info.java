/**
 * The parts of go-plugin over gRPC that both sides use, and Assay's own API: measurements as messages.
 */
@NullMarked
package dev.assay.wire.grpc;

import org.jspecify.annotations.NullMarked;
