package dev.assay.testing.cluster;

import dev.assay.testing.Folders;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * One {@link TestCluster} for all tests of this JVM, started for the first class that asks. Register it as a static
 * field. Each test takes a namespace of its own.
 */
public final class SharedCluster implements BeforeAllCallback {
    private @Nullable Shared shared;

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedCluster.class))
                .computeIfAbsent("cluster", key -> Shared.start(), Shared.class);
    }

    public TestCluster get() {
        return Objects.requireNonNull(shared).cluster;
    }

    /** A new namespace. */
    public String namespace() {
        return namespace(Map.of());
    }

    /** A new namespace with labels. */
    public String namespace(Map<String, String> labels) {
        String name = "test-" + Objects.requireNonNull(shared).namespaces.incrementAndGet();
        get().admin()
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
        return name;
    }

    private static final class Shared implements AutoCloseable {
        private final TestCluster cluster;
        private final Path folder;
        private final AtomicInteger namespaces = new AtomicInteger();

        private Shared(TestCluster cluster, Path folder) {
            this.cluster = cluster;
            this.folder = folder;
        }

        static Shared start() {
            try {
                Path folder = Files.createTempDirectory("assay-cluster-");
                return new Shared(TestCluster.start(folder), folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            cluster.close();
            Folders.remove(folder);
        }
    }
}
