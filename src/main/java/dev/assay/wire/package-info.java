/**
 * What both go-plugin protocols share: from a handshake to a connection, and the plugin's log stream.
 */
@NullMarked
package dev.assay.wire;

import org.jspecify.annotations.NullMarked;
