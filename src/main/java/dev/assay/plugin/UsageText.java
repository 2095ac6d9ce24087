package dev.assay.plugin;

/** The text for a person who started a plugin by hand. */
final class UsageText {
    static final String TEXT = """
            This program is a metric plugin for analyses of Argo Rollouts. It does nothing by itself: a host, such as \
            Assay or Argo Rollouts itself, starts it and talks to it.

            To have it started, name it in the ConfigMap that the host reads:

                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: argo-rollouts-config
                data:
                  metricProviderPlugins: |-
                    - name: "my-organisation/my-plugin"
                      location: "file:///path/to/this/program"

            and use it in a metric of an AnalysisTemplate:

                provider:
                  plugin:
                    my-organisation/my-plugin: {}
            """;

    private UsageText() {}
}
