/** Facts about processes, and rules for them, that the kernel of Linux keeps in {@code /proc} and in cgroups. */
@NullMarked
package dev.assay.process.linux;

import org.jspecify.annotations.NullMarked;
