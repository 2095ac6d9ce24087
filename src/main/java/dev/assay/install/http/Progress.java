package dev.assay.install.http;

import java.util.OptionalLong;

/**
 * How far a download is.
 *
 * @param received bytes that are in the store, those of earlier attempts included
 * @param total bytes of the whole, where the server told
 * @param bytesPerSecond since the download began
 */
public record Progress(long received, OptionalLong total, long bytesPerSecond) {}
