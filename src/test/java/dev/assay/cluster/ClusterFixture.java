package dev.assay.cluster;

import dev.assay.testing.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** One namespace of a real cluster with what tests put there, and the threads that the code under test uses. */
public final class ClusterFixture implements AutoCloseable {
    public static final String NAME = "argo-rollouts-config";
    static final String ROBOT = "robot";

    public final ExecutorService worker = Executors.newCachedThreadPool(new DefaultThreadFactory("assay-worker", true));
    public final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("assay-timer", true));
    private final TestCluster cluster;
    public final String namespace;

    public ClusterFixture(TestCluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    public KubernetesClient admin() {
        return cluster.admin();
    }

    public Cluster as(KubernetesClient client) {
        return new Cluster(() -> client, Optional.empty());
    }

    /** A ServiceAccount without any rights, and a client with its token. */
    public KubernetesClient robot() {
        cluster.kubectl("create", "serviceaccount", ROBOT, "-n", namespace);
        return cluster.client(namespace, ROBOT);
    }

    /** Creates or replaces the ConfigMap with one plugin in it. */
    public void put(String plugin) {
        put(Map.of("metricProviderPlugins", "- {name: " + plugin + ", location: 'file:///x'}"));
    }

    public void put(Map<String, String> data) {
        admin().configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .endMetadata()
                        .withData(data)
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    public void delete() {
        admin().configMaps().inNamespace(namespace).withName(NAME).delete();
    }

    public void putSecret(String name, Map<String, String> encoded) {
        admin().secrets()
                .inNamespace(namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withData(encoded)
                        .build())
                .serverSideApply();
    }

    /** Gives the robot these rights and no others. */
    public void allow(PolicyRule... rules) {
        admin().rbac()
                .roles()
                .inNamespace(namespace)
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(ROBOT)
                        .endMetadata()
                        .withRules(List.of(rules))
                        .build())
                .serverSideApply();
        admin().rbac()
                .roleBindings()
                .inNamespace(namespace)
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(ROBOT)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", ROBOT)
                        .addNewSubject("", "ServiceAccount", ROBOT, namespace)
                        .build())
                .serverSideApply();
    }

    public void forbid() {
        admin().rbac().roleBindings().inNamespace(namespace).withName(ROBOT).delete();
    }

    public static PolicyRule rule(String resource, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources(resource)
                .withVerbs(verbs)
                .build();
    }

    public static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        worker.shutdownNow();
        timer.shutdownNow();
    }
}
