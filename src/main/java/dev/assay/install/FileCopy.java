package dev.assay.install;

import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.install.format.ExecutableFormat;
import dev.assay.install.format.Refusal;
import dev.assay.install.store.ContentComparison;
import dev.assay.install.store.InstallException;
import dev.assay.install.store.Staged;
import dev.assay.install.store.Store;
import dev.assay.install.store.StoreFolder;
import dev.assay.install.store.Stored;
import dev.assay.text.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;

/** Takes one file over into the store. What the file has is judged by the copy: its source may change meanwhile. */
final class FileCopy {
    private final Store store;
    private final Platform platform;
    private final PluginSpec spec;
    private final Path source;
    private final String fileName;

    FileCopy(Store store, Platform platform, PluginSpec spec, Path source) {
        this.store = store;
        this.platform = platform;
        this.spec = spec;
        this.source = source;
        this.fileName = StoreFolder.fileName(spec.name());
    }

    /** Gives what the store has already, where it has the same. Throws {@link InstallException}. */
    Stored run() {
        checkKind();
        try {
            Optional<Path> latest = store.latest(fileName, Files.size(source));
            return latest.isPresent() ? compare(latest.get()) : copy();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Stored compare(Path latest) throws IOException {
        ContentComparison twin = ContentComparison.read(source, latest);
        check(source, twin.digest());
        Optional<Path> same = twin.same() ? Optional.of(latest) : Optional.empty();
        Optional<Stored> known = store.find(twin.digest(), fileName, same);
        return known.isPresent() ? known.get() : copy();
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
        return Sha256.hex(digest);
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
