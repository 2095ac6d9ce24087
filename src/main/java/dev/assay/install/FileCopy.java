package dev.assay.install;

import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Takes one file over into the store. What the file has is judged by the copy: its source may change meanwhile. */
final class FileCopy {
    private static final int BUFFER = 1 << 16;

    private final Store store;
    private final Platform platform;
    private final PluginSpec spec;
    private final Path source;

    FileCopy(Store store, Platform platform, PluginSpec spec, Path source) {
        this.store = store;
        this.platform = platform;
        this.spec = spec;
        this.source = source;
    }

    /** Gives what the store has already, where it has the same. Throws {@link InstallException}. */
    Stored run() {
        checkKind();
        try {
            String digest = Sha256.of(source);
            check(source, digest);
            Optional<Stored> known = store.find(digest, StoreFolder.fileName(spec.name()));
            return known.isPresent() ? known.get() : copy();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void checkKind() {
        if (!Files.exists(source)) {
            throw refused("there is no such file", "put the executable there, or correct location");
        }
        if (Files.isDirectory(source)) {
            throw refused("that is a folder", "name the executable in it");
        }
        if (!Files.isRegularFile(source)) {
            throw refused("that is no regular file", "name an executable");
        }
        if (!Files.isReadable(source)) {
            throw refused("reading it is not permitted", "let the user that runs Assay read it");
        }
    }

    private Stored copy() throws IOException {
        try (InputStream in = Files.newInputStream(source);
                Staged staged = stage()) {
            String digest = write(in, staged);
            check(staged.file(), digest);
            return commit(staged, digest);
        }
    }

    private Staged stage() {
        try {
            return store.stage(StoreFolder.fileName(spec.name()));
        } catch (IOException e) {
            throw store.fault(spec.name(), e);
        }
    }

    private String write(InputStream in, Staged staged) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
            write(ByteBuffer.wrap(buffer, 0, count), staged);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void write(ByteBuffer bytes, Staged staged) {
        try {
            while (bytes.hasRemaining()) {
                staged.channel().write(bytes);
            }
        } catch (IOException e) {
            throw store.fault(spec.name(), e);
        }
    }

    private Stored commit(Staged staged, String digest) {
        try {
            return staged.commit(digest);
        } catch (IOException e) {
            throw store.fault(spec.name(), e);
        }
    }

    private void check(Path file, String digest) throws IOException {
        Optional<Refusal> refusal = ExecutableFormat.refusal(file, platform, spec.env());
        if (spec.sha256().filter(expected -> !expected.equals(digest)).isPresent()) {
            throw refused(
                    "its sha256 is " + digest + " and not " + spec.sha256().get() + " as configured"
                            + refusal.map(r -> ", and " + r.problem()).orElse(""),
                    refusal.map(Refusal::remedy)
                            .orElse("nothing of it was kept in the store; correct sha256 in the configuration, or"
                                    + " the file"));
        }
        if (refusal.isPresent()) {
            throw refused(refusal.get().problem(), refusal.get().remedy());
        }
    }

    private InstallException unreadable(IOException e) {
        return new InstallException(
                false,
                "tried to install plugin " + spec.name() + " from " + source + ", but reading it failed (" + e
                        + "); check the disk or mount that it is on",
                e);
    }

    private InstallException refused(String problem, String remedy) {
        return new InstallException(
                true,
                "tried to install plugin " + spec.name() + " from " + source + ", but " + problem + "; " + remedy,
                null);
    }
}
