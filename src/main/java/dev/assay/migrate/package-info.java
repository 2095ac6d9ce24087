/** The command {@code migrate}, which moves the plugins of Argo Rollouts to Assay, and back. */
@NullMarked
package dev.assay.migrate;

import org.jspecify.annotations.NullMarked;
