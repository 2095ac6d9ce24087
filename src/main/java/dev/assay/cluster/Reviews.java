package dev.assay.cluster;

import java.util.List;

/**
 * Questions about callers. Each blocks until the answer is there, so no event loop may ask one, and throws
 * {@link ClusterException}. Safe for many threads.
 */
public interface Reviews {
    /**
     * Asks whose token it is.
     *
     * @param audiences of which the token must have one; empty for those of the API server
     */
    TokenAnswer token(String token, List<String> audiences);

    /**
     * Asks whether a user may do something with a path that is no resource of Kubernetes.
     *
     * @param verb for instance {@code post}
     */
    boolean mayUse(ClusterUser user, String path, String verb);
}
