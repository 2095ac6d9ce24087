package dev.assay.install.store;

import dev.assay.text.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** One of several hosts that use a store at the same time; fails when it is given what is not whole. */
final class StoreMain {
    private static final int EXECUTABLES = 7;
    private static final int TIMES = 150;

    private StoreMain() {}

    public static void main(String[] args) throws IOException {
        use(Path.of(args[0]));
        System.out.print("done");
    }

    static void use(Path root) throws IOException {
        Store store = new Store(root, InstantSource.system());
        for (int i = 0; i < TIMES; i++) {
            byte[] content =
                    ("executable " + i % EXECUTABLES + "\n").repeat(2000).getBytes(StandardCharsets.UTF_8);
            String digest = Sha256.of(content);
            Optional<Path> known = store.find(digest, "latency");
            Path stored = known.isPresent() && i % 3 > 0 ? known.get() : commit(store, content, digest);
            if (!Sha256.of(Files.readAllBytes(stored)).equals(digest)) {
                throw new IOException(stored + " is not whole");
            }
            if (i % 10 == 0) {
                store.sweep();
                store.tidy(Set.of());
            }
        }
    }

    private static Path commit(Store store, byte[] content, String digest) throws IOException {
        try (Staged staged = store.stage("latency")) {
            staged.channel().write(ByteBuffer.wrap(content, 0, 1000));
            staged.channel().write(ByteBuffer.wrap(content, 1000, content.length - 1000));
            return staged.commit(digest);
        }
    }
}
