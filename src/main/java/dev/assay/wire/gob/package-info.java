/**
 * Go's {@code encoding/gob}: bytes in, values out, and back. Pure: no threads, no input or output of its own. What is
 * read is built from the sender's own type descriptions; what is written follows descriptions that are data
 * ({@link dev.assay.wire.gob.GobTypes}).
 */
@NullMarked
package dev.assay.wire.gob;

import org.jspecify.annotations.NullMarked;
