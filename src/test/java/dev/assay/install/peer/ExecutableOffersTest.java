package dev.assay.install.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.install.Executable;
import dev.assay.install.http.DownloadFixture;
import dev.assay.install.http.RawServer;
import dev.assay.install.store.Store;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(DownloadFixture.LOG)
class ExecutableOffersTest {
    private static final String DIGEST = DownloadFixture.DIGEST;

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    private final RawServer server = new RawServer(exchange -> exchange.whole(200, DownloadFixture.FILE));
    private final Map<String, String> inUse = Map.of(DIGEST, "acme/latency");

    @BeforeEach
    void install() {
        Executable unused = fixture.install(DownloadFixture.spec(server.url("/x")));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_executable_of_a_plugin_is_offered_by_its_digest_and_by_its_location() {
        ExecutableOffers offers = offers(true, inUse);
        assertThat(offers.file(DIGEST))
                .hasValueSatisfying(file -> assertThat(file).hasBinaryContent(DownloadFixture.FILE));
        assertThat(offers.lastDownload(Store.key(server.url("/x"))))
                .hasValueSatisfying(record -> assertThat(record.digest()).isEqualTo(DIGEST));
    }

    @Test
    void a_file_that_no_plugin_uses_is_not_offered() {
        ExecutableOffers offers = offers(true, Map.of());
        assertThat(offers.file(DIGEST)).isEmpty();
        assertThat(offers.lastDownload(Store.key(server.url("/x")))).isEmpty();
    }

    @Test
    void nothing_is_offered_unless_that_is_set() {
        ExecutableOffers offers = offers(false, inUse);
        assertThat(offers.file(DIGEST)).isEmpty();
        assertThat(offers.lastDownload(Store.key(server.url("/x")))).isEmpty();
    }

    @Test
    void a_key_that_is_none_finds_nothing() {
        assertThat(offers(true, inUse).lastDownload("../sha256")).isEmpty();
        assertThat(offers(true, inUse).file("../x")).isEmpty();
    }

    private ExecutableOffers offers(boolean on, Map<String, String> plugins) {
        return new ExecutableOffers(on, new Store(fixture.store(), InstantSource.system()), () -> plugins);
    }
}
