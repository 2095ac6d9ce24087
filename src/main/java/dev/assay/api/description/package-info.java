/** The description of the interface, as it was made when Assay was built. */
@NullMarked
package dev.assay.api.description;

import org.jspecify.annotations.NullMarked;
