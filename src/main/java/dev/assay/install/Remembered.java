package dev.assay.install;

import java.time.Instant;
import java.util.Optional;

/**
 * What was last had from a location.
 *
 * @param digest of the executable in the store
 * @param etag the header {@code ETag} as the server sent it, quotes included; of a file its {@link FileVersion}
 * @param lastModified the header {@code Last-Modified} as the server sent it
 * @param fetched when it was last found that this is what is there
 */
record Remembered(String digest, Optional<String> etag, Optional<String> lastModified, Instant fetched) {}
