package dev.assay.install.store;

import java.time.Instant;
import java.util.Optional;

/**
 * The last download from a location.
 *
 * @param digest of the executable in the store
 * @param etag the header {@code ETag} as the server sent it, quotes included
 * @param lastModified the header {@code Last-Modified} as the server sent it
 * @param fetched when the server last sent this content, or said that it has not changed
 */
public record DownloadRecord(String digest, Optional<String> etag, Optional<String> lastModified, Instant fetched) {}
