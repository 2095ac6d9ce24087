/** The store of executables: addressed by content, verified, shared by hosts. */
@NullMarked
package dev.assay.install.store;

import org.jspecify.annotations.NullMarked;
