/** The executables that this host gives to other replicas. */
@NullMarked
package dev.assay.api.executable;

import org.jspecify.annotations.NullMarked;
