package dev.assay.install.http;

import java.util.Optional;

/**
 * What a server gave in the end.
 *
 * @param modified whether a file came, and is whole; else what is known already is what is there
 * @param encoding the header {@code Content-Encoding}, where it changes the body
 */
record DownloadResponse(
        boolean modified, Optional<String> etag, Optional<String> lastModified, Optional<String> encoding) {}
