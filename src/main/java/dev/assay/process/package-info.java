/**
 * A plugin's child process: launch, environment, handshake line, pipes, exit, stop.
 */
@NullMarked
package dev.assay.process;

import org.jspecify.annotations.NullMarked;
