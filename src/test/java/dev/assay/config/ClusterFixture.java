package dev.assay.config;

import dev.assay.testing.TestCluster;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** One namespace of a real cluster with what tests put there, and the threads that the code under test uses. */
final class ClusterFixture implements AutoCloseable {
    static final String NAME = "argo-rollouts-config";
    static final String ROBOT = "robot";

    final ExecutorService worker = Executors.newCachedThreadPool(new DefaultThreadFactory("assay-worker", true));
    final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("assay-timer", true));
    private final TestCluster cluster;
    final String namespace;

    ClusterFixture(TestCluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    KubernetesClient admin() {
        return cluster.admin();
    }

    Cluster as(KubernetesClient client) {
        return new Cluster(() -> client, Optional.empty());
    }

    /** A ServiceAccount without any rights, and a client with its token. */
    KubernetesClient robot() {
        cluster.kubectl("create", "serviceaccount", ROBOT, "-n", namespace);
        return cluster.client(namespace, ROBOT);
    }

    KubernetesPluginSource source(KubernetesClient client) {
        return source(client, timer);
    }

    KubernetesPluginSource source(KubernetesClient client, ScheduledExecutorService clock) {
        Cluster here = new Cluster(() -> client, Optional.of(namespace));
        return new KubernetesPluginSource(
                here, NAME, 10_000, new Platform("linux", "amd64"), new LastConfigMap(), worker, clock);
    }

    /** Creates or replaces the ConfigMap with one plugin in it. */
    void put(String plugin) {
        put(Map.of("metricProviderPlugins", "- {name: " + plugin + ", location: 'file:///x'}"));
    }

    void put(Map<String, String> data) {
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

    void delete() {
        admin().configMaps().inNamespace(namespace).withName(NAME).delete();
    }

    void putSecret(String name, Map<String, String> encoded) {
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
    void allow(PolicyRule... rules) {
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

    void forbid() {
        admin().rbac().roleBindings().inNamespace(namespace).withName(ROBOT).delete();
    }

    static PolicyRule rule(String resource, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources(resource)
                .withVerbs(verbs)
                .build();
    }

    @Override
    public void close() {
        worker.shutdownNow();
        timer.shutdownNow();
    }
}
