package dev.assay.install.store;

import dev.assay.settings.SharedStore;
import dev.assay.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
 *   <li>{@code run/HOST/DIGEST/NAME} is what a host starts, see {@link StartFolder}.
 *   <li>{@code kept/NAME.json} is a text, see {@link StoreTexts}.
 *   <li>{@code locations/DIGEST.json} is the record of the last download from a location; its name is the digest of the
 *       location. Without its executable it is removed after an hour.
 *   <li>The time of {@code sha256/DIGEST} is that of the last use: each install is one, and as long as a host has a
 *       plugin of this executable it notes that daily. What no host has used for 30 days is removed, see
 *       {@link StoreUpkeep}.
 * </ul>
 *
 * <p>Everything is of mode 0700, texts of mode 0600. Files with other names are left alone, for instance in a folder
 * that Argo Rollouts used before. A store that cannot be written serves what is in it.
 */
public final class Store implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Store.class);

    private final Path folder;
    private final StoreCheck check;
    private final InstantSource clock;
    private final DownloadRecords locations;
    private final Retention retention;
    private final StartFolder starts;

    /** The files that this host wrote and has not looked for since, by their digests. */
    private final ConcurrentMap<String, FileIdentity> written = new ConcurrentHashMap<>();

    public Store(Path folder, InstantSource clock) {
        this(folder, clock, StoreCheck.ofThisProcess());
    }

    /** @param check asked at each use: rights may be given later */
    Store(Path folder, InstantSource clock, StoreCheck check) {
        this.folder = folder.toAbsolutePath();
        this.check = check;
        this.clock = clock;
        this.locations = new DownloadRecords(this.folder.resolve("locations"), temporary());
        this.retention = new Retention(contents(), temporary(), clock);
        this.starts = new StartFolder(this.folder);
    }

    /** Begins a new executable of a plugin; the caller closes it. */
    public PartialFile begin(String plugin) {
        return new PartialFile(this, plugin);
    }

    /** Makes the temporary file of a new executable; the caller closes it. */
    Staged stage(String plugin) throws IOException {
        check.check(folder);
        OwnerOnly.folder(folder);
        checkFolder();
        return new Staged(temporary(), contents(), check, StoreFolder.fileName(plugin));
    }

    /**
     * The executable of this digest, by the name under which it is to be started; empty when it is not there or was altered.
     * The digest is computed anew, unless this host has written the file just now. An executable that is there under the name
     * of another plugin gets this name too, and takes no more room.
     */
    public Optional<Path> find(String digest, String plugin) {
        return find(digest, plugin, Optional.empty());
    }

    /** @param known a file of {@link #latest} that was found to have this digest just now, so that it is not computed again */
    public Optional<Path> find(String digest, String plugin, Optional<Path> known) {
        Path place = place(contents(), digest);
        Path file = file(digest, plugin);
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS) || !isFit(place)) {
            return Optional.empty();
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            linkSameContent(place, file);
        }
        // In this order: a host that is about to remove it sees that it is used, or has removed it before the last
        // look.
        retention.touch(digest);
        if (!isStartable(file)) {
            return Optional.empty();
        }
        Path start = starts.name(file, digest);
        boolean isSame = known.filter(start::equals).isPresent() && isStartable(start);
        return Optional.of(isSame || isIntact(start, digest) ? start : startedAs(file, digest))
                .filter(path -> isSame || isWritten(path, digest) || isIntact(path, digest))
                .filter(path -> Files.exists(file));
    }

    /** Notes a file that was written with this digest, so that {@link #find} need not read it. */
    void wrote(String digest, FileIdentity identity) {
        written.put(digest, identity);
    }

    /** Whether that is the file that was written with this digest, as it was then. It is said once. */
    private boolean isWritten(Path file, String digest) {
        Optional<FileIdentity> as = Optional.ofNullable(written.remove(digest));
        try {
            return as.isPresent() && isStartable(file) && FileIdentity.of(file).equals(as);
        } catch (IOException e) {
            LOG.debugf(e, "%s in the store is looked at anew", file);
            return false;
        }
    }

    /** The name by which the file was started last, or is started now. */
    private Path started(Path file, String digest) {
        Path start = starts.name(file, digest);
        return isStartable(start) ? start : startedAs(file, digest);
    }

    private boolean isStartable(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.isExecutable(file) && isFit(file);
    }

    /** The name by which the file is started, made anew; the file itself in a store that cannot be written. */
    private Path startedAs(Path file, String digest) {
        try {
            starts.put(file, digest);
            return starts.name(file, digest);
        } catch (IOException e) {
            LOG.debugf(e, "%s gets no other name", file);
            return file;
        }
    }

    /** The place of the executable of this digest; says nothing of whether it is there. */
    Path file(String digest, String plugin) {
        return place(contents(), digest).resolve(StoreFolder.fileName(plugin));
    }

    /** The executable of this plugin and size that was used last, by the name of {@link #find}. Its content is not checked. */
    public Optional<Path> latest(String plugin, long size) {
        String fileName = StoreFolder.fileName(plugin);
        if (!Files.isDirectory(contents(), LinkOption.NOFOLLOW_LINKS) || !isFit(contents())) {
            return Optional.empty();
        }
        try (Stream<Path> places = Files.list(contents())) {
            return places.filter(place -> Sha256.isDigest(name(place)))
                    .filter(place -> place.resolve(fileName).toFile().length() == size)
                    .max(Comparator.comparing(place -> place.toFile().lastModified()))
                    .filter(place -> isStartable(place.resolve(fileName)))
                    .map(place -> started(place.resolve(fileName), name(place)));
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
            Optional<Path> other = others.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .findFirst();
            if (other.isPresent()) {
                Path unused = Files.createLink(file, other.get());
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debugf(e, "%s could not be made a link to a file of the same digest", file);
        }
    }

    /** The executable of this digest as it lies in the store; its content is not checked. */
    public Optional<Path> look(String digest, String plugin) {
        Path place = place(contents(), digest);
        Path file = file(digest, plugin);
        return Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS) && isFit(place) && isStartable(file)
                ? Optional.of(file)
                : Optional.empty();
    }

    /** The last download from a location; empty when its record cannot be read. */
    public Optional<DownloadRecord> lastDownload(String location) {
        return lastDownloadOf(key(location));
    }

    /**
     * The last download from the location that has this key.
     *
     * @param key see {@link #key}
     */
    public Optional<DownloadRecord> lastDownloadOf(String key) {
        return Sha256.isDigest(key) && Files.isDirectory(folder) && isFit(folder)
                ? locations.find(key)
                : Optional.empty();
    }

    /** The name of a location's record, which is 64 hex digits and tells nothing of the location. */
    public static String key(String location) {
        return DownloadRecords.key(location);
    }

    /** Records a download for the next start. */
    public void remember(String location, DownloadRecord download) throws IOException {
        checkFolder();
        locations.put(key(location), download);
    }

    /** The exception for what {@link #stage}, writing to its channel, or {@link Staged#commit} threw. */
    StoreException fault(String plugin, IOException e) {
        return StoreException.of(plugin, folder, e);
    }

    /** Whether the file is there and has the digest. */
    public static boolean isIntact(Path file, String digest) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
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
            starts.removeAbandoned(contents(), clock.instant());
        } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
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
        if (!Files.isDirectory(folder) || !isFit(folder)) {
            return;
        }
        try {
            inUse.forEach(retention::touch);
            retention.removeAbandoned();
            int removed = retention.removeUnused(inUse);
            starts.removeAbandoned(contents(), clock.instant());
            locations.prune(contents(), clock.instant().minus(SharedStore.ABANDONED));
            if (removed > 0) {
                LOG.infof(
                        "Removed %d executables from the store %s that no host has used for %d days",
                        removed, folder, Retention.UNUSED.toDays());
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
            LOG.warnf("tried to remove unused executables from the store %s, but %s; remove them by hand", folder, e);
        }
    }

    /** Whether the store is fit, and nobody else can change this file or folder in it. */
    private boolean isFit(Path within) {
        try {
            checkFolder();
            if (!within.equals(folder)) {
                check.checkWithin(within);
            }
            return true;
        } catch (IOException e) {
            LOG.debugf(e, "what is in %s is not used", within);
            return false;
        }
    }

    private void checkFolder() throws IOException {
        check.check(folder);
        for (Path inner : List.of(contents(), temporary(), folder.resolve("locations"), starts.all())) {
            if (Files.exists(inner, LinkOption.NOFOLLOW_LINKS)) {
                check.checkWithin(inner);
            }
        }
    }

    /** Removes the names by which this host started executables; to be called when its processes have ended. */
    @Override
    public void close() {
        starts.close();
    }

    private static String name(Path place) {
        return String.valueOf(place.getFileName());
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
        return temporary(folder);
    }

    /** The folder of what is being written. */
    static Path temporary(Path store) {
        return store.resolve("tmp");
    }

    private Path contents() {
        return folder.resolve("sha256");
    }
}
