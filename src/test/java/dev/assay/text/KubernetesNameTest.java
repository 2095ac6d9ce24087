package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "argo-rollouts-config", "a.b", "1.2-3"})
    void a_DNS_subdomain_names_an_object(String name) {
        assertThat(KubernetesName.isObject(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a_b", "-a", "a-", ".a", "a.", "a..b", "a/b", "a\n"})
    void other_text_names_no_object(String name) {
        assertThat(KubernetesName.isObject(name)).isFalse();
    }

    @Test
    void a_namespace_has_no_dots() {
        assertThat(KubernetesName.isNamespace("argo-rollouts")).isTrue();
        assertThat(KubernetesName.isNamespace("a.b")).isFalse();
    }

    @Test
    void a_key_may_have_upper_case_and_underscores() {
        assertThat(KubernetesName.isKey("X-Api_Key.1")).isTrue();
        assertThat(KubernetesName.isKey("a/b")).isFalse();
        assertThat(KubernetesName.isKey("")).isFalse();
    }

    @Test
    void names_have_the_lengths_of_Kubernetes() {
        assertThat(KubernetesName.isObject("a".repeat(253))).isTrue();
        assertThat(KubernetesName.isObject("a".repeat(254))).isFalse();
        assertThat(KubernetesName.isNamespace("a".repeat(63))).isTrue();
        assertThat(KubernetesName.isNamespace("a".repeat(64))).isFalse();
        assertThat(KubernetesName.isKey("a".repeat(254))).isFalse();
    }
}
