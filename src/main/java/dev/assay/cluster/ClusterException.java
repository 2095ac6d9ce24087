package dev.assay.cluster;

import dev.assay.text.Causes;
import dev.assay.text.ForeignText;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to the cluster that failed. It says what is wrong and what to do. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The API server's sentences name user, verb, resource and namespace; a proxy's answer may be a whole page. */
    private static final int LONGEST = 400;

    private final Kind kind;
    private final String problem;
    private final String remedy;

    /** Kinds of failures. Two failures of one kind are one report, whatever their wording. */
    public enum Kind {
        /** There is no such object. */
        GONE,
        /** RBAC forbids the request. */
        FORBIDDEN,
        /** The API server does not know who asks. */
        UNAUTHORIZED,
        /** No answer. */
        UNREACHABLE,
        /** An answer that is none of the above, for instance that the API server is overloaded. */
        UNEXPECTED;

        /** Whether the failure may pass without anybody doing anything. */
        boolean passes() {
            return this == UNREACHABLE || this == UNEXPECTED;
        }
    }

    private ClusterException(Kind kind, ClusterCall call, String problem, String remedy, @Nullable Throwable cause) {
        super("tried to " + call + ", but " + problem + "; " + remedy, cause);
        this.kind = kind;
        this.problem = problem;
        this.remedy = remedy;
    }

    /** @param server the address of the API server */
    static ClusterException of(ClusterCall call, String server, KubernetesClientException failure) {
        String said = said(failure);
        return switch (Math.max(0, failure.getCode())) {
            case HttpURLConnection.HTTP_NOT_FOUND -> gone(call, failure);
            case HttpURLConnection.HTTP_FORBIDDEN ->
                new ClusterException(
                        Kind.FORBIDDEN,
                        call,
                        "RBAC does not allow to " + call + " (403, " + said + ")",
                        permission(call) + ", or grant the verb " + call.verb() + " on " + call.resource()
                                + call.place(),
                        failure);
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                new ClusterException(
                        Kind.UNAUTHORIZED,
                        call,
                        "the API server at " + server + " does not accept the credentials (401, " + said + ")",
                        "have the token of the ServiceAccount mounted (automountServiceAccountToken: true); outside a"
                                + " pod, renew the credentials of the kubeconfig",
                        failure);
            case 0 ->
                new ClusterException(
                        Kind.UNREACHABLE,
                        call,
                        "the API server at " + server + " cannot be reached (" + said + ")",
                        "check that it runs, and that network policies and proxies let Assay reach it",
                        failure);
            default ->
                new ClusterException(
                        Kind.UNEXPECTED,
                        call,
                        "the API server at " + server + " answered " + failure.getCode() + " (" + said + ")",
                        "see the API server's log if it goes on",
                        failure);
        };
    }

    /** There is no client, because the address or the credentials of the API server are not known. */
    static ClusterException noClient(ClusterCall call, RuntimeException failure) {
        return new ClusterException(
                Kind.UNREACHABLE,
                call,
                "how to reach the API server cannot be found out (" + ForeignText.oneLine(innermost(failure), LONGEST)
                        + ")",
                "mount the token of the ServiceAccount, or correct the kubeconfig that KUBECONFIG names",
                failure);
    }

    /** There is no such object. */
    public static ClusterException gone(ClusterCall call, @Nullable Throwable cause) {
        return new ClusterException(
                Kind.GONE,
                call,
                "there is no " + call.resource() + "/" + call.name() + call.place(),
                "create it, or correct the name or the namespace",
                cause);
    }

    private static String permission(ClusterCall call) {
        if (call.namespace().isEmpty()) {
            return "apply the ClusterRoleBinding of k8s/clusterrolebindings.yaml";
        }
        return call.resource().equals("secrets")
                ? "name " + call.name() + " under resourceNames in the Role of k8s/secrets and apply it"
                : "apply the Role and the RoleBinding of k8s/rbac.yaml";
    }

    public Kind kind() {
        return kind;
    }

    public String problem() {
        return problem;
    }

    public String remedy() {
        return remedy;
    }

    private static String said(KubernetesClientException failure) {
        Optional<String> status = Optional.ofNullable(failure.getStatus()).map(Status::getMessage);
        return ForeignText.oneLine(status.orElseGet(() -> innermost(failure)), LONGEST);
    }

    /** The innermost message names the reason, for instance {@code Connection refused}. */
    private static String innermost(Throwable failure) {
        Throwable inner = Causes.of(failure).innermost().orElse(failure);
        String message = inner.getMessage();
        return message == null || message.isBlank() ? inner.getClass().getSimpleName() : message;
    }
}
