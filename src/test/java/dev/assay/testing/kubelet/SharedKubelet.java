package dev.assay.testing.kubelet;

import dev.assay.testing.Folders;
import dev.assay.testing.RealPart;
import dev.assay.testing.cluster.SharedCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * One {@link Kubelet} for all tests of this JVM, with the controllers of its cluster. Register it as a static field. Without
 * bubblewrap, tini and curl the tests of the class are skipped.
 */
public final class SharedKubelet implements BeforeAllCallback {
    private final SharedCluster cluster = new SharedCluster();
    private @Nullable Shared shared;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        for (String program : List.of("bwrap", "tini", "curl")) {
            RealPart.require(program);
        }
        requireSandbox();
        cluster.beforeAll(context);
        shared = context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedKubelet.class))
                .computeIfAbsent("kubelet", key -> Shared.start(cluster), Shared.class);
    }

    public Kubelet get() {
        return Objects.requireNonNull(shared).kubelet;
    }

    public SharedCluster cluster() {
        return cluster;
    }

    /** A new namespace that admits restricted pods only. */
    public String namespace() {
        return cluster.namespace(Map.of("pod-security.kubernetes.io/enforce", "restricted"));
    }

    private static void requireSandbox() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bwrap", "--unshare-pid", "--ro-bind", "/", "/", "--proc", "/proc", "true")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw RealPart.missing("needs bwrap that may make namespaces, but it says " + said.strip());
        }
    }

    private static final class Shared implements AutoCloseable {
        private final Kubelet kubelet;
        private final Path folder;

        private Shared(Kubelet kubelet, Path folder) {
            this.kubelet = kubelet;
            this.folder = folder;
        }

        static Shared start(SharedCluster cluster) {
            try {
                Path folder = Files.createTempDirectory("assay-kubelet-");
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                cluster.get().startControllers();
                return new Shared(new Kubelet(cluster.get(), folder), folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            kubelet.close();
            Folders.remove(folder);
        }
    }
}
