/**
 * The entry points: HTTP, gRPC and health.
 */
@NullMarked
package dev.assay.api;

import org.jspecify.annotations.NullMarked;
