package dev.assay.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.Documents;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownFieldsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec: {metrics: [{sucessCondition: x}]}|unknown field \"spec.metrics[0].sucessCondition\", probably successCondition",
                "spec: {metrics: [{name: a}, {successcondition: x}]}|unknown field \"spec.metrics[1].successcondition\", probably successCondition",
                "spec: {metric: []}|unknown field \"spec.metric\", probably metrics",
                "spec: {unheard: 1}|unknown field \"spec.unheard\"",
                "sepc: {}|unknown field \"sepc\", probably spec",
                "metadata: {nmae: x}|unknown field \"metadata.nmae\", probably name",
                "spec: {args: [{name: a, vaule: b}]}|unknown field \"spec.args[0].vaule\", probably value",
                "spec: {args: [{valueFrom: {secretKeyReff: {}}}]}|unknown field \"spec.args[0].valueFrom.secretKeyReff\", probably secretKeyRef",
                "spec: {args: [{valueFrom: {secretKeyRef: {nam: x}}}]}|unknown field \"spec.args[0].valueFrom.secretKeyRef.nam\", probably name",
                "spec: {dryRun: [{metricNames: x}]}|unknown field \"spec.dryRun[0].metricNames\", probably metricName",
                "spec: {measurementRetention: [{limits: 1}]}|unknown field \"spec.measurementRetention[0].limits\", probably limit",
                "spec: {metrics: [{provider: {plugins: {}}}]}|unknown field \"spec.metrics[0].provider.plugins\", probably plugin",
                "spec: {metrics: [{provider: {web: {urll: x}}}]}|unknown field \"spec.metrics[0].provider.web.urll\", probably url",
                "{kind: AnalysisTemplate, spec: {terminate: true}}|unknown field \"spec.terminate\"",
                "{kind: AnalysisRun, spec: {templates: []}}|unknown field \"spec.templates\"",
                "{spec: {templates: [{templateName: a, clusterscope: true}]}}|unknown field \"spec.templates[0].clusterscope\", probably clusterScope",
            })
    void a_field_that_argo_does_not_have_is_found_with_the_name_that_was_meant(String manifest, String told) {
        assertThat(find(manifest)).singleElement().hasToString(told).matches(field -> field.isRefused(true));
    }

    @Test
    void all_are_found_in_the_order_of_the_document() {
        assertThat(find("{x: 1, spec: {w: 2, metrics: [{z: 3}, 5, {z: {}}]}, metadata: {a: 1}}"))
                .extracting(UnknownField::path)
                .containsExactly("x", "spec.w", "spec.metrics[0].z", "spec.metrics[2].z", "metadata.a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata: {labels: {any: a}, annotations: {any: b}, managedFields: [{fieldsV1: {'f:spec': {}}}]}",
                "metadata: {ownerReferences: [{apiVersion: v1, kind: Rollout, name: r, uid: u, controller: true}]}",
                "spec: {metrics: [{provider: {plugin: {a/b: {any: {thing: [1]}}}}}]}",
                "spec: {metrics: [{provider: {web: {jsonBody: {any: thing}}}}]}",
                "spec: {metrics: [{count: {any: thing}}]}",
                "spec: {metrics: 5, args: {a: 1}}",
                "{kind: AnalysisTemplate, spec: {templates: [{templateName: t, clusterScope: true}]}}",
                "{spec: {templates: [], terminate: false, ttlStrategy: {secondsAfterFailure: 1}}}",
                "{apiVersion: argoproj.io/v1alpha1, kind: AnalysisRun, status: {phase: Running, metricResults: [{name: a, measurements: [{phase: Running, resumeAt: null}]}]}}",
            })
    void fields_that_argo_has_or_leaves_free_are_no_fault(String manifest) {
        assertThat(find(manifest)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{status: {newer: 1}}",
                "{status: {metricResults: [{newer: 1}]}}",
                "spec: {metrics: [{provider: {job: {spec: {template: {spec: {newer: 1}}}}}}]}",
            })
    void a_field_that_a_newer_release_may_have_written_is_tolerated(String manifest) {
        assertThat(find(manifest)).singleElement().matches(field -> !field.isRefused(true));
    }

    @Test
    void a_call_of_a_verb_may_have_newer_fields_and_no_other_members() {
        List<UnknownField> found = Analysis.unknownFieldsOfCall(Documents.yaml("""
                analysisRun: {status: {newer: 1}, spec: {newer: 1}}
                metric: {newer: 1, provider: {plugin: {a/b: {any: thing}}}}
                measurement: {newer: 1, metadata: {any: a}}
                limit: 1
                metrik: {}
                """));
        assertThat(found)
                .extracting(UnknownField::path)
                .containsExactly(
                        "analysisRun.status.newer",
                        "analysisRun.spec.newer",
                        "metric.newer",
                        "measurement.newer",
                        "metrik");
        assertThat(found).extracting(f -> f.isRefused(false)).containsExactly(false, false, false, false, true);
        assertThat(found).extracting(f -> f.isRefused(true)).containsExactly(false, true, true, true, true);
    }

    @Test
    void a_document_of_nothing_else_is_not_listed_whole_and_no_key_breaks_the_line() {
        StringBuilder spec = new StringBuilder("spec: {\"a\\n" + "b".repeat(1000) + "\": 1");
        for (int i = 0; i < 1000; i++) {
            spec.append(", x").append(i).append(": 1");
        }
        List<UnknownField> found = find(spec + "}");
        assertThat(found).hasSize(UnknownFields.MOST);
        assertThat(found.get(0).toString())
                .startsWith("unknown field \"spec.a\\nbbb")
                .hasSizeLessThan(150);
    }

    @Test
    void a_template_with_everything_that_templates_commonly_have_has_none() {
        assertThat(find("""
                apiVersion: argoproj.io/v1alpha1
                kind: ClusterAnalysisTemplate
                metadata: {name: t, namespace: n, generateName: g, uid: u, resourceVersion: "1", generation: 1, creationTimestamp: x, selfLink: s, finalizers: []}
                spec:
                  args:
                  - {name: a, value: b}
                  - {name: c, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                  dryRun: [{metricName: .*}]
                  measurementRetention: [{metricName: .*, limit: 10}]
                  metrics:
                  - name: m
                    interval: 1m
                    initialDelay: 1m
                    count: 3
                    successCondition: a
                    failureCondition: b
                    failureLimit: 1
                    inconclusiveLimit: "1"
                    consecutiveErrorLimit: 4
                    consecutiveSuccessLimit: 1
                    provider:
                      prometheus: {address: a, query: q, timeout: 40, insecure: true, headers: [{key: a, value: b}], authentication: {sigv4: {region: r}, oauth2: {tokenUrl: t, clientId: i, clientSecret: s, scopes: []}}, rangeQuery: {start: a, end: b, step: c}}
                """)).isEmpty();
    }

    private static List<UnknownField> find(String manifest) {
        ObjectNode json = Documents.yaml(manifest);
        return UnknownFields.ofManifest(json);
    }
}
