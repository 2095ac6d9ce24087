/** The places where a run is taken to its end: a server, or this process with plugins of its own. */
@NullMarked
package dev.assay.run.place;

import org.jspecify.annotations.NullMarked;
