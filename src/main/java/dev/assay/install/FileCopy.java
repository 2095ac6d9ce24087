package dev.assay.install;

import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.config.UnreachableFile;
import dev.assay.install.format.ExecutableFormat;
import dev.assay.install.format.Refusal;
import dev.assay.install.store.ContentComparison;
import dev.assay.install.store.PartialFile;
import dev.assay.install.store.Store;
import dev.assay.install.store.StoreException;
import dev.assay.text.HumanUnits;
import dev.assay.text.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The copying of one file into the store. Digest and format are checked on the copy, since the source may change
 * meanwhile.
 */
final class FileCopy {
    private static final Logger LOG = Logger.getLogger(FileCopy.class);

    private final Store store;
    private final Platform platform;
    private final PluginSpec spec;
    private final Path source;
    private final long maxSize;

    /** @param maxSize bytes */
    FileCopy(Store store, Platform platform, PluginSpec spec, Path source, long maxSize) {
        this.store = store;
        this.platform = platform;
        this.spec = spec;
        this.source = source;
        this.maxSize = maxSize;
    }

    /**
     * Gives the file that is in the store already where it has the same content. Throws {@link InstallException}, and
     * {@link StoreException} when the store cannot be written.
     */
    Executable run() {
        checkKind();
        try {
            long size = Files.size(source);
            checkSize(size, "it has " + HumanUnits.bytes(size));
            Optional<Path> latest = store.latest(spec.name(), size);
            return latest.isPresent() ? compare(latest.get()) : copy();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Executable compare(Path latest) throws IOException {
        ContentComparison comparison = ContentComparison.read(source, latest);
        check(source, comparison.digest());
        Optional<Path> same = comparison.same() ? Optional.of(latest) : Optional.empty();
        Optional<Path> known = store.find(comparison.digest(), spec.name(), same);
        return known.isPresent() ? Executable.stored(known.get(), comparison.digest()) : copy();
    }

    private void checkKind() {
        try {
            var unused = Files.readAttributes(source, BasicFileAttributes.class);
        } catch (IOException e) {
            UnreachableFile why = UnreachableFile.of(e, "put the executable there, or correct location");
            throw refused(why.problem(), why.remedy());
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

    private Executable copy() throws IOException {
        if (refusal(source).isPresent()) {
            // The store is not filled with a file that is refused anyway; it may be large.
            check(source, digest());
        }
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
                PartialFile copy = store.begin(spec.name())) {
            try {
                Path unused = copy.file();
            } catch (StoreException e) {
                return fromStore(e);
            }
            ByteBuffer piece = Sha256.piece();
            while (in.read(piece.clear()) >= 0) {
                copy.append(piece.flip());
                checkSize(copy.received(), "it does not end");
            }
            String digest = copy.digest();
            check(copy.file(), digest);
            Optional<Path> known = store.find(digest, spec.name());
            if (known.isPresent()) {
                return Executable.stored(known.get(), digest);
            }
            Path unused = copy.commit(digest);
            return HttpFetcher.stored(store, spec, digest);
        }
    }

    /** The executable that a store has which cannot be written. */
    private Executable fromStore(StoreException fault) throws IOException {
        String digest = digest();
        check(source, digest);
        return Executable.stored(store.find(digest, spec.name()).orElseThrow(() -> fault), digest);
    }

    /** The digest of the source, which may grow meanwhile. */
    private String digest() throws IOException {
        MessageDigest digest = Sha256.digest();
        ByteBuffer piece = Sha256.piece();
        long read = 0;
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ)) {
            while (in.read(piece.clear()) >= 0) {
                read += piece.position();
                checkSize(read, "it does not end");
                digest.update(piece.flip());
            }
        }
        return Sha256.hex(digest);
    }

    private void checkSize(long size, String problem) {
        if (size > maxSize) {
            throw refused(
                    problem + ", and " + HumanUnits.bytes(maxSize) + " are allowed",
                    "name an executable, or raise assay.download.max-size");
        }
    }

    private void check(Path file, String digest) throws IOException {
        Optional<Refusal> unfit = refusal(file);
        Refusal.ofDigest(spec.sha256(), digest, unfit).or(() -> unfit).ifPresent(refusal -> {
            refusal.excerpt()
                    .ifPresent(
                            words -> LOG.warnf("Plugin %s: the file %s begins with: %s", spec.name(), source, words));
            throw refused(refusal.problem(), refusal.remedy());
        });
    }

    private Optional<Refusal> refusal(Path file) throws IOException {
        return ExecutableFormat.refusal(file, platform, spec.plainEnv());
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
                false,
                "tried to install plugin " + spec.name() + " from " + source + ", but " + problem + "; " + remedy,
                null);
    }
}
