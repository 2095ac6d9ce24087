package dev.assay.cluster;

import org.jspecify.annotations.Nullable;

/**
 * The API server's answer about a bearer token.
 *
 * @param user null where the token is not accepted
 * @param reason why it is not accepted; empty where it is, or where nothing is said
 */
public record TokenAnswer(@Nullable ClusterUser user, String reason) {}
