package dev.assay.install;

import java.nio.file.Path;

/**
 * An executable in the store.
 *
 * @param digest sha256 of its content, in lower-case hex
 */
record Stored(Path file, String digest) {}
