package dev.assay.testing.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.NothingLeftBehind;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rights and bounds of a container of the tests' kubelet, which are those of a cluster. */
class KubeletIT {
    @RegisterExtension
    static final SharedKubelet KUBELET = new SharedKubelet();

    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    final NothingLeftBehind nothing = new NothingLeftBehind();

    private String namespace;

    @BeforeEach
    void begin() {
        namespace = KUBELET.namespace();
        KUBELET.get().provide("programs", Image.system());
        await().atMost(LONG)
                .until(() -> KUBELET.cluster()
                                .get()
                                .admin()
                                .serviceAccounts()
                                .inNamespace(namespace)
                                .withName("default")
                                .get()
                        != null);
    }

    @AfterEach
    void end() throws Exception {
        kubectl("delete", "namespace", namespace, "--wait=false");
        KUBELET.get().evacuate(namespace);
    }

    @Test
    void a_container_is_confined_and_knows_its_pod_and_its_cluster() {
        kubectl("create", "secret", "generic", "creds", "--from-literal=key=from-the-secret");
        kubectl("create", "service", "clusterip", "other", "--tcp=80:8080");

        String log = logOf(pod("""
                id; grep -E 'NoNewPrivs|CapBnd|CapEff' /proc/self/status
                (echo > /root-file) 2>/dev/null || echo the root cannot be written
                echo > /data/file && ls -ln /data
                echo "$POD $SECRET $OTHER_SERVICE_HOST $OTHER_SERVICE_PORT $(hostname)"
                cd /var/run/secrets/kubernetes.io/serviceaccount; cat namespace; echo
                curl -s --cacert ca.crt -H "Authorization: Bearer $(cat token)" \\
                  "https://$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT/api/v1/pods"
                echo that is all
                """, 0));

        assertThat(log)
                .contains("uid=65532 gid=65532 groups=65532")
                .contains("NoNewPrivs:\t1", "CapBnd:\t0000000000000000", "CapEff:\t0000000000000000")
                .contains("the root cannot be written")
                .containsPattern("65532 65532 +1 .* file")
                .containsPattern("shell from-the-secret 10\\.0\\.0\\.\\d+ 80 shell")
                .contains("system:serviceaccount:" + namespace + ":default\\\" cannot list");
    }

    @Test
    void a_deleted_pod_gets_sigterm_and_what_stays_gets_sigkill() {
        String log = logOf(pod("trap 'exit 0' TERM; echo that is all; while :; do sleep 0.1; done", 3000));
        assertThat(log).isNotEmpty();
        kubectl("delete", "pod", "shell", "--timeout=30s");

        String deaf = logOf(pod("trap '' TERM; echo that is all; while :; do sleep 0.1; done", 1));
        assertThat(deaf).isNotEmpty();
        kubectl("delete", "pod", "shell", "--timeout=30s");
    }

    private Pod pod(String script, int grace) {
        String manifest = """
                apiVersion: v1
                kind: Pod
                metadata: {name: shell}
                spec:
                  terminationGracePeriodSeconds: %d
                  securityContext:
                    runAsNonRoot: true
                    runAsUser: 65532
                    runAsGroup: 65532
                    fsGroup: 65532
                    seccompProfile: {type: RuntimeDefault}
                  containers:
                    - name: shell
                      image: programs
                      command: [sh, -c]
                      args:
                        - |
                %s
                      env:
                        - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                        - {name: SECRET, valueFrom: {secretKeyRef: {name: creds, key: key, optional: true}}}
                      securityContext:
                        allowPrivilegeEscalation: false
                        readOnlyRootFilesystem: true
                        capabilities: {drop: [ALL]}
                      volumeMounts: [{name: data, mountPath: /data}]
                  volumes: [{name: data, emptyDir: {}}]
                """.formatted(grace, script.strip().indent(12).stripTrailing());
        String unused = KUBELET.cluster().get().kubectl(manifest, new String[] {"create", "-n", namespace, "-f", "-"});
        return KUBELET.cluster()
                .get()
                .admin()
                .pods()
                .inNamespace(namespace)
                .withName("shell")
                .get();
    }

    private String logOf(Pod pod) {
        await().atMost(LONG).until(() -> KUBELET.get().log(pod).contains("that is all"));
        return KUBELET.get().log(pod);
    }

    private void kubectl(String... words) {
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "-n";
        all[words.length + 1] = namespace;
        String unused = KUBELET.cluster().get().kubectl(all);
    }
}
