package dev.assay.testing.cluster;

import dev.assay.testing.go.GoModule;
import java.nio.file.Path;

/** Kubernetes' own API server, controllers and kubectl, and etcd, built from their Go modules. */
final class KubernetesCommands {
    private static final GoModule KUBERNETES = new GoModule("go-kubernetes");
    private static final GoModule ETCD = new GoModule("go-etcd");

    private KubernetesCommands() {}

    static Path apiServer() {
        return KUBERNETES.executable("k8s.io/kubernetes/cmd/kube-apiserver", "kube-apiserver", "go");
    }

    static Path controllerManager() {
        return KUBERNETES.executable("k8s.io/kubernetes/cmd/kube-controller-manager", "kube-controller-manager", "go");
    }

    static Path kubectl() {
        return KUBERNETES.executable("k8s.io/kubernetes/cmd/kubectl", "kubectl", "go");
    }

    static Path etcd() {
        return ETCD.executable("go.etcd.io/etcd/server/v3", "etcd", "go");
    }
}
