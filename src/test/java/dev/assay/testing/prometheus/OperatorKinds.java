package dev.assay.testing.prometheus;

import dev.assay.testing.cluster.TestCluster;
import dev.assay.testing.go.GoModule;
import java.nio.file.Path;
import java.util.List;

/** The kinds of the Prometheus operator that Assay's manifests use, by the definitions in the operator's own sources. */
public final class OperatorKinds {
    private static final String GROUP = "monitoring.coreos.com";
    private static final List<String> KINDS = List.of("podmonitors", "prometheusrules");
    private static final GoModule OPERATOR = new GoModule("go-prometheus-operator");

    private OperatorKinds() {}

    /** Makes them known to the API server, as often as wanted. Without Go the test that asks is skipped. */
    public static void define(TestCluster cluster) {
        Path definitions = OPERATOR.sources("github.com/prometheus-operator/prometheus-operator")
                .resolve("example/prometheus-operator-crd");
        for (String kind : KINDS) {
            Path definition = definitions.resolve(GROUP + "_" + kind + ".yaml");
            String unused = cluster.kubectl("apply", "--server-side", "-f", definition.toString());
            unused = cluster.kubectl(
                    "wait", "--for=condition=Established", "--timeout=60s", "crd/" + kind + "." + GROUP);
        }
    }
}
