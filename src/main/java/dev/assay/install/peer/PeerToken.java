package dev.assay.install.peer;

import dev.assay.config.SecretException;
import dev.assay.config.Secrets;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The token by which peers know this replica, as a Secret with one header. The kubelet renews the file, so it is read each
 * time.
 */
final class PeerToken implements Secrets {
    /** The name of the Secret; no other one is read. */
    private static final String NAME = "assay.peers.token-file";

    /** A token has one or two KB. */
    private static final int LONGEST = 64 * 1024;

    private final Optional<Path> file;
    private final Executor worker;

    /** @param worker reads the file; may be blocked */
    PeerToken(Optional<Path> file, Executor worker) {
        this.file = file;
        this.worker = worker;
    }

    /** The Secrets to name in a request to a peer. */
    List<String> names() {
        return file.isPresent() ? List.of(NAME) : List.of();
    }

    @Override
    public Uni<Map<String, String>> read(String name) {
        return Uni.createFrom()
                .item(() -> Map.of("Authorization", "Bearer " + token(file.orElseThrow())))
                .runSubscriptionOn(worker);
    }

    private static String token(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            throw new SecretException(
                    false, "tried to read the token for peers, but " + e + "; correct assay.peers.token-file", e);
        }
    }
}
