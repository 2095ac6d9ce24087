package dev.assay.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Executables under {@code sha256/DIGEST/NAME}, each written to a file under {@code tmp} and moved to its place when it is
 * whole: whatever happens, no half file has a final name. Several hosts may share one store. Blocks.
 */
final class Store {
    private static final Logger LOG = Logger.getLogger(Store.class);

    private final Path folder;
    private final StoreCheck check;
    private final InstantSource clock;
    private final Locations locations;
    private final Retention retention;
    private volatile boolean fit;

    Store(Path folder, InstantSource clock) {
        this(folder, clock, StoreCheck.ofThisProcess());
    }

    /** @param check is asked until it says yes */
    Store(Path folder, InstantSource clock, StoreCheck check) {
        this.folder = folder.toAbsolutePath();
        this.check = check;
        this.clock = clock;
        this.locations = new Locations(this.folder.resolve("locations"), temporary());
        this.retention = new Retention(contents(), temporary(), clock);
    }

    /** Begins a new executable; the caller closes it. What is thrown is told to people by {@link #fault}. */
    Staged stage(String fileName) throws IOException {
        OwnerOnly.folder(folder);
        checkFolder();
        return new Staged(temporary(), contents(), fileName);
    }

    /** The executable of this digest, which is computed anew; nothing when it is not there, or was altered. */
    Optional<Stored> find(String digest, String fileName) {
        Path file = place(contents(), digest).resolve(fileName);
        if (!Files.exists(file) || !isFit()) {
            return Optional.empty();
        }
        // In this order: a host that is about to remove it either sees that it is used, or has it gone by the last
        // look.
        retention.touch(digest);
        return isIntact(file, digest) && Files.exists(file) ? Optional.of(new Stored(file, digest)) : Optional.empty();
    }

    /** What was last downloaded from a location; nothing when that cannot be read. */
    Optional<Remembered> remembered(String location) {
        return Files.isDirectory(folder) && isFit() ? locations.find(location) : Optional.empty();
    }

    /** Remembers for the next start. Where that cannot be written, it is logged. */
    void remember(String location, Remembered download) {
        locations.put(location, download);
    }

    /** For what {@link #stage}, writing to its channel, or {@link Staged#commit} threw. */
    InstallException fault(String plugin, IOException e) {
        return StoreFault.of(plugin, folder, e);
    }

    /**
     * Gives the stored copy of a file, and copies it where there is none yet.
     *
     * @param plugin for messages
     * @param name of the file in the store
     * @param expected digest
     */
    Stored keep(String plugin, Path source, String name, Optional<String> expected) {
        try {
            String digest = Sha256.of(source);
            check(plugin, source, expected, digest);
            Optional<Stored> known = find(digest, name);
            return known.isPresent() ? known.get() : copy(plugin, source, name, expected);
        } catch (IOException e) {
            throw new InstallException(
                    false,
                    "tried to install plugin " + plugin + " from " + source + ", but reading it failed (" + e
                            + "); check the disk or mount that it is on",
                    e);
        }
    }

    /** Whether the file is there and has the digest. */
    static boolean isIntact(Path file, String digest) {
        try {
            return Files.isRegularFile(file)
                    && Files.isExecutable(file)
                    && Sha256.of(file).equals(digest);
        } catch (IOException e) {
            LOG.debugf(e, "%s in the store cannot be read and is replaced", file);
            return false;
        }
    }

    /** Removes temporary files of hosts that died; what cannot be removed is logged. */
    void sweep() {
        try {
            retention.removeAbandoned();
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warnf("tried to remove old files from %s, but %s; remove them by hand", temporary(), e);
        }
    }

    /**
     * Notes that these executables are used, and removes what this class says is to be removed. What cannot be removed is
     * logged.
     *
     * @param inUse digests
     */
    void tidy(Set<String> inUse) {
        if (!Files.isDirectory(folder) || !isFit()) {
            return;
        }
        try {
            inUse.forEach(retention::touch);
            retention.removeAbandoned();
            int removed = retention.removeUnused(inUse);
            locations.prune(contents(), clock.instant().minus(Retention.ABANDONED));
            if (removed > 0) {
                LOG.infof(
                        "Removed %d executables from the store %s that no host has used for %d days",
                        removed, folder, Retention.UNUSED.toDays());
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warnf("tried to remove unused executables from the store %s, but %s; remove them by hand", folder, e);
        }
    }

    private boolean isFit() {
        try {
            checkFolder();
            return true;
        } catch (IOException e) {
            LOG.debugf(e, "what is in %s is not used", folder);
            return false;
        }
    }

    private void checkFolder() throws IOException {
        if (!fit) {
            check.check(folder);
            fit = true;
        }
    }

    /** The folder of an executable. */
    static Path place(Path contents, String digest) {
        if (!Sha256.isDigest(digest)) {
            throw new IllegalArgumentException("no sha256 in lower-case hex: " + digest);
        }
        return contents.resolve(digest);
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("tried to remove the temporary file %s, but %s; remove it by hand", file, e);
        }
    }

    private Stored copy(String plugin, Path source, String name, Optional<String> expected) {
        try (Staged staged = stage(name);
                InputStream in = Files.newInputStream(source);
                OutputStream out = Channels.newOutputStream(staged.channel())) {
            String digest = Sha256.copy(in, out);
            check(plugin, source, expected, digest);
            return staged.commit(digest);
        } catch (IOException e) {
            throw fault(plugin, e);
        }
    }

    private static void check(String plugin, Path source, Optional<String> expected, String actual) {
        if (expected.filter(e -> !e.equals(actual)).isPresent()) {
            throw new InstallException(
                    true,
                    "tried to install plugin " + plugin + " from " + source + ", but its sha256 is " + actual
                            + " and not " + expected.get() + " as configured; nothing of it was kept in the store;"
                            + " correct sha256 in the configuration, or the file",
                    null);
        }
    }

    private Path temporary() {
        return folder.resolve("tmp");
    }

    private Path contents() {
        return folder.resolve("sha256");
    }
}
