/** The executables that replicas of the service give each other. */
@NullMarked
package dev.assay.install.peer;

import org.jspecify.annotations.NullMarked;
