package dev.assay.install.http;

import java.util.Optional;

/**
 * The last response of a successful attempt.
 *
 * @param modified whether a whole file came; false where the known file has not changed
 * @param encoding the header {@code Content-Encoding}, where it changes the body
 */
record DownloadResponse(boolean modified, Validators validators, Optional<String> encoding) {}
