/** The ground floor: Go's text formats, foreign text in messages, lines, digests. Every room may import it. */
@NullMarked
package dev.assay.text;

import org.jspecify.annotations.NullMarked;
