package dev.assay.install;

import java.time.Instant;

/**
 * The attributes that tell one version of a file from another without reading it.
 *
 * @param fileKey device and inode, where the system has them: a file that was moved into place has others
 */
public record FileStamp(Instant modified, long size, String fileKey) {}
