/**
 * The connections of callers: how many there are, how long each may be silent, and how much waits in it. The guards work on
 * the bytes, below Vert.x, which has no limits for a connection without a request.
 */
@NullMarked
package dev.assay.api.connection;

import org.jspecify.annotations.NullMarked;
