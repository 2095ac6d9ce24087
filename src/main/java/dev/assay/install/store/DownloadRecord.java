package dev.assay.install.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What was last downloaded from a location.
 *
 * @param digest of the executable in the store
 * @param etag the header {@code ETag} as the server sent it, quotes included
 * @param lastModified the header {@code Last-Modified} as the server sent it
 * @param fetched when the server last said that this is what is there
 */
public record DownloadRecord(String digest, Optional<String> etag, Optional<String> lastModified, Instant fetched) {}
