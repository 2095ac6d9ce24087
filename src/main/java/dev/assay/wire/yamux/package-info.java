/**
 * HashiCorp's yamux: many streams over one connection, each with windows of its own. Bytes in, events and bytes out; no
 * threads, no sockets, no clock. Facts are from {@code spec.md}, {@code session.go} and {@code stream.go} of
 * github.com/hashicorp/yamux; where the two differ, the source counts.
 */
@NullMarked
package dev.assay.wire.yamux;

import org.jspecify.annotations.NullMarked;
