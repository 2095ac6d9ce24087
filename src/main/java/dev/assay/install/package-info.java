/**
 * Getting a plugin's executable: fetched, verified, kept in the store.
 */
@NullMarked
package dev.assay.install;

import org.jspecify.annotations.NullMarked;
