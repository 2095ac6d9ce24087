package dev.assay.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A user as the API server knows it.
 *
 * @param name for instance {@code system:serviceaccount:shop:deployer}
 * @param uid empty where there is none
 * @param extra what the API server keeps of the token besides
 */
public record ClusterUser(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
    public ClusterUser {
        groups = List.copyOf(groups);
        extra = new LinkedHashMap<>(extra);
    }
}
