/** The console, the page for a person: {@link dev.assay.api.console.ConsoleFiles}. */
@NullMarked
package dev.assay.api.console;

import org.jspecify.annotations.NullMarked;
