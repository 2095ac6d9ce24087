/**
 * HashiCorp yamux: many streams over one connection. A codec and state machine over Netty's buffers, without threads, sockets or
 * clocks of its own.
 */
@NullMarked
package dev.assay.wire.yamux;

import org.jspecify.annotations.NullMarked;
