package dev.assay.install.store;

import dev.assay.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A folder that holds executables, addressed by their content. Blocks; safe for many threads, and for many hosts that
 * share the folder (NFS too): there are no locks, and so none that a dead host leaves.
 *
 * <ul>
 *   <li>{@code sha256/DIGEST/NAME} is an executable of that digest. It is written under {@code tmp} and moved to its
 *       place in one step when it is whole: whatever happens, no half file has a final name. One that was altered is
 *       replaced in the same way, never written over; a process that runs it goes on.
 *   <li>{@code tmp/*.part} is being written. When nothing has been written to it for an hour, its host is dead and any
 *       host removes it.
 *   <li>{@code locations/DIGEST.json} is the record of the last download from a location; its name is the digest of the
 *       location. Without its executable it is removed after an hour.
 *   <li>The time of {@code sha256/DIGEST} is that of the last use: each install is one, and as long as a host has a
 *       plugin of this executable it notes that daily. What no host has used for 30 days is removed, see {@link
 *       StoreUpkeep}.
 * </ul>
 *
 * <p>Everything is of mode 0700. Files with other names are left alone, for instance in a folder that Argo Rollouts
 * used before. A store that cannot be written serves what is in it.
 */
public final class Store {
    private static final Logger LOG = Logger.getLogger(Store.class);

    private final Path folder;
    private final StoreCheck check;
    private final InstantSource clock;
    private final DownloadRecords locations;
    private final Retention retention;
    private volatile boolean fit;

    public Store(Path folder, InstantSource clock) {
        this(folder, clock, StoreCheck.ofThisProcess());
    }

    /** @param check asked until the folder is fit */
    Store(Path folder, InstantSource clock, StoreCheck check) {
        this.folder = folder.toAbsolutePath();
        this.check = check;
        this.clock = clock;
        this.locations = new DownloadRecords(this.folder.resolve("locations"), temporary());
        this.retention = new Retention(contents(), temporary(), clock);
    }

    /** Begins a new executable of a plugin; the caller closes it. */
    public PartialFile begin(String plugin) {
        return new PartialFile(this, plugin);
    }

    /** Makes the temporary file of a new executable; the caller closes it. */
    Staged stage(String plugin) throws IOException {
        OwnerOnly.folder(folder);
        checkFolder();
        return new Staged(temporary(), contents(), StoreFolder.fileName(plugin));
    }

    /**
     * The executable of this digest, which is computed anew; empty when it is not there or was altered. An executable
     * that is there under the name of another plugin gets this name too, and takes no more room.
     */
    public Optional<Path> find(String digest, String plugin) {
        return find(digest, plugin, Optional.empty());
    }

    /** @param known a file that was found to have this digest just now, so that it is not computed again */
    public Optional<Path> find(String digest, String plugin, Optional<Path> known) {
        Path place = place(contents(), digest);
        Path file = file(digest, plugin);
        if (!Files.isDirectory(place) || !isFit()) {
            return Optional.empty();
        }
        if (!Files.exists(file)) {
            linkSameContent(place, file);
        }
        // In this order: a host that is about to remove it either sees that it is used, or has removed it before the
        // last
        // look.
        retention.touch(digest);
        boolean intact = known.filter(file::equals).isPresent() ? Files.isExecutable(file) : isIntact(file, digest);
        return intact && Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    /** The place of the executable of this digest; says nothing of whether it is there. */
    public Path file(String digest, String plugin) {
        return place(contents(), digest).resolve(StoreFolder.fileName(plugin));
    }

    /** The executable of this plugin and size that was used last. Its content is not checked. */
    public Optional<Path> latest(String plugin, long size) {
        String fileName = StoreFolder.fileName(plugin);
        if (!Files.isDirectory(contents())) {
            return Optional.empty();
        }
        try (Stream<Path> places = Files.list(contents())) {
            return places.filter(place -> place.resolve(fileName).toFile().length() == size)
                    .max(Comparator.comparing(place -> place.toFile().lastModified()))
                    .map(place -> place.resolve(fileName));
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf(e, "%s cannot be looked through", contents());
            return Optional.empty();
        }
    }

    /**
     * Links the file to another one of the same digest. Where the file system has no links, the caller makes a copy.
     */
    private static void linkSameContent(Path place, Path file) {
        try (Stream<Path> others = Files.list(place)) {
            Optional<Path> other = others.filter(Files::isRegularFile).findFirst();
            if (other.isPresent()) {
                Path unused = Files.createLink(file, other.get());
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debugf(e, "%s could not be made a link to a file of the same digest", file);
        }
    }

    /** The last download from a location; empty when its record cannot be read. */
    public Optional<DownloadRecord> lastDownload(String location) {
        return Files.isDirectory(folder) && isFit() ? locations.find(location) : Optional.empty();
    }

    /** Records a download for the next start. */
    public void remember(String location, DownloadRecord download) throws IOException {
        locations.put(location, download);
    }

    /** The exception for what {@link #stage}, writing to its channel, or {@link Staged#commit} threw. */
    StoreException fault(String plugin, IOException e) {
        return StoreException.of(plugin, folder, e);
    }

    /** Whether the file is there and has the digest. */
    public static boolean isIntact(Path file, String digest) {
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
    public void sweep() {
        try {
            retention.removeAbandoned();
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warnf("tried to remove old files from %s, but %s; remove them by hand", temporary(), e);
        }
    }

    /**
     * Notes that these executables are used, and removes what this class says is to be removed. What cannot be removed
     * is logged.
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

    private Path temporary() {
        return folder.resolve("tmp");
    }

    private Path contents() {
        return folder.resolve("sha256");
    }
}
