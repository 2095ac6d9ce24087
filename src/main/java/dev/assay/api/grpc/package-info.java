/** The service over gRPC. */
@NullMarked
package dev.assay.api.grpc;

import org.jspecify.annotations.NullMarked;
