/** The check of analyses in files of manifests: templates, runs, and the Rollouts and Experiments that name them. */
@NullMarked
package dev.assay.check.analysis;

import org.jspecify.annotations.NullMarked;
