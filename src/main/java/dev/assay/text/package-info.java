/**
 * The ground floor: Go's text formats, JSON, foreign text in messages, the causes of failures, lines, digests. Every room may
 * import it.
 */
@NullMarked
package dev.assay.text;

import org.jspecify.annotations.NullMarked;
