package dev.assay.install.store;

import java.nio.file.Path;

/**
 * An executable in the store.
 *
 * @param digest sha256 of its content, in lower-case hex
 */
public record Stored(Path file, String digest) {}
