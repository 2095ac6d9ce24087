package dev.assay.install;

import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes one file over into the store. What the file has is judged by the copy: its source may change meanwhile. A source
 * that is the one that was taken last is not read again; the digest of what is run is computed each time.
 */
final class FileCopy {
    private static final Logger LOG = Logger.getLogger(FileCopy.class);

    private final Store store;
    private final Platform platform;
    private final PluginSpec spec;
    private final Path source;
    private final String fileName;
    private final InstantSource clock;

    FileCopy(Store store, Platform platform, PluginSpec spec, Path source, InstantSource clock) {
        this.store = store;
        this.platform = platform;
        this.spec = spec;
        this.source = source;
        this.fileName = StoreFolder.fileName(spec.name());
        this.clock = clock;
    }

    /** Gives what the store has already, where it has the same. Throws {@link InstallException}. */
    Stored run() {
        checkKind();
        Optional<FileVersion> version = FileVersion.of(source);
        try {
            Optional<Stored> known = version.flatMap(this::taken);
            if (known.isPresent()) {
                check(known.get().file(), known.get().digest());
                return known.get();
            }
            Stored stored = copy();
            version.ifPresent(read -> remember(stored, read));
            return stored;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Optional<Stored> taken(FileVersion version) {
        return store.remembered(key())
                .filter(last -> last.etag().equals(Optional.of(version.text())))
                .flatMap(last -> store.find(last.digest(), fileName));
    }

    /** Where it changed while it was read, or may change without a trace, nothing can be told of it. */
    private void remember(Stored stored, FileVersion read) {
        Instant now = clock.instant();
        if (read.isSettled(now) && FileVersion.of(source).equals(Optional.of(read))) {
            Remembered version = new Remembered(stored.digest(), Optional.of(read.text()), Optional.empty(), now);
            try {
                store.remember(key(), version);
            } catch (IOException e) {
                LOG.debugf(e, "%s is read again at the next start", source);
            }
        }
    }

    private String key() {
        return "file:" + source;
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
        if (refusal(source).isPresent()) {
            // Whatever it is, and however large: the store is not filled with it.
            check(source, Sha256.of(source));
        }
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ)) {
            Staged made;
            try {
                made = store.stage(fileName);
            } catch (IOException e) {
                return fromStore(e);
            }
            try (Staged staged = made) {
                String digest = write(in, staged);
                check(staged.file(), digest);
                Optional<Stored> known = store.find(digest, fileName);
                return known.isPresent() ? known.get() : commit(staged, digest);
            }
        }
    }

    /** What a store that cannot be written has. */
    private Stored fromStore(IOException fault) throws IOException {
        String digest = Sha256.of(source);
        check(source, digest);
        return store.find(digest, fileName).orElseThrow(() -> store.fault(spec.name(), fault));
    }

    private String write(FileChannel in, Staged staged) throws IOException {
        MessageDigest digest = Sha256.digest();
        ByteBuffer piece = Sha256.piece();
        while (in.read(piece.clear()) >= 0) {
            digest.update(piece.flip());
            write(piece.rewind(), staged);
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
        Optional<Refusal> unfit = refusal(file);
        Refusal.ofDigest(spec.sha256(), digest, unfit).or(() -> unfit).ifPresent(refusal -> {
            throw refused(refusal.problem(), refusal.remedy());
        });
    }

    private Optional<Refusal> refusal(Path file) throws IOException {
        return ExecutableFormat.refusal(file, platform, spec.env());
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
