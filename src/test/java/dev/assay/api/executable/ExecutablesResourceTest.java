package dev.assay.api.executable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.install.Executable;
import dev.assay.install.http.DownloadFixture;
import dev.assay.install.http.RawServer;
import dev.assay.install.peer.ExecutableOffers;
import dev.assay.install.store.Store;
import dev.assay.measure.RequestRefusedException;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(DownloadFixture.LOG)
class ExecutablesResourceTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MOMENTS = 300;

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    private final RawServer server = new RawServer(exchange -> exchange.whole(200, DownloadFixture.FILE));
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void install() {
        Executable unused = fixture.install(DownloadFixture.spec(server.url("/x")));
    }

    @AfterEach
    void close() {
        server.close();
        vertx.closeAndAwait();
        Infrastructure.resetDroppedExceptionHandler();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_reader_who_leaves_at_any_moment_leaves_neither_an_open_file_nor_a_taken_place() {
        ExecutablesResource resource = new ExecutablesResource(
                new ExecutableOffers(
                        true,
                        new Store(fixture.store(), InstantSource.system()),
                        () -> Map.of(DownloadFixture.DIGEST, "acme/latency")),
                vertx);
        Queue<Throwable> dropped = new ConcurrentLinkedQueue<>();
        Infrastructure.setDroppedExceptionHandler(dropped::add);
        for (int moment = 0; moment < MOMENTS; moment++) {
            Cancellable reader =
                    resource.content(DownloadFixture.DIGEST).subscribe().with(piece -> {}, failure -> {});
            for (int i = 0; i < moment * 1000; i++) {
                Thread.onSpinWait();
            }
            reader.cancel();
        }

        await().atMost(TIMEOUT)
                .untilAsserted(() ->
                        assertThat(open(fixture.store().resolve("sha256"))).isZero());
        assertThat(dropped).as("refusals that nobody waits for").noneMatch(RequestRefusedException.class::isInstance);
        IntStream.range(0, ExecutablesResource.MOST_AT_ONCE)
                .mapToObj(i -> reader(resource))
                .toList()
                .forEach(reader -> {
                    reader.awaitNextItem(TIMEOUT);
                    reader.cancel();
                });
        await().atMost(TIMEOUT)
                .untilAsserted(() ->
                        assertThat(open(fixture.store().resolve("sha256"))).isZero());
    }

    private static AssertSubscriber<byte[]> reader(ExecutablesResource resource) {
        return resource.content(DownloadFixture.DIGEST).subscribe().withSubscriber(AssertSubscriber.create(1));
    }

    /** How many files below a folder this process has open. */
    private static long open(Path folder) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(file -> leadsInto(file, folder)).count();
        }
    }

    private static boolean leadsInto(Path descriptor, Path folder) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
