package dev.assay.install.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A file that is being written and has no final name yet. Each write moves its time; so hosts that share the store see
 * that it is not abandoned. For one thread at a time; only {@link #close} may come at any time.
 */
final class Staged implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Staged.class);

    /** The longest part of a plugin's name in the name of its temporary file, in characters. */
    private static final int LONGEST_PREFIX = 64;

    private final Path file;
    private final FileChannel channel;
    private final Path contents;
    private final StoreCheck check;
    private final String fileName;
    private Optional<FileIdentity> identity = Optional.empty();
    private volatile boolean committed;

    /**
     * Makes the file.
     *
     * @param temporary the folder to write in
     * @param contents the folder of the whole ones, in the same file system
     * @param check for the folder of the executable, which may be there already
     * @param fileName the final name
     */
    Staged(Path temporary, Path contents, StoreCheck check, String fileName) throws IOException {
        this.contents = contents;
        this.check = check;
        this.fileName = fileName;
        OwnerOnly.folder(temporary);
        String prefix = fileName.substring(0, Math.min(fileName.length(), LONGEST_PREFIX));
        this.file = OwnerOnly.temporaryFile(temporary, prefix);
        this.channel = open(file);
    }

    /** For reading and writing; may be truncated, to begin anew. */
    FileChannel channel() {
        return channel;
    }

    Path file() {
        return file;
    }

    /**
     * Makes the content survive a power failure, closes the channel and moves the file to its place, in one step. A
     * file that is there already is replaced; a process that runs that one goes on with it.
     *
     * @param digest sha256 of the content, which the caller has computed and checked
     */
    Path commit(String digest) throws IOException {
        Path folder = Store.place(contents, digest);
        Path place = folder.resolve(fileName);
        channel.force(true);
        channel.close();
        identity = FileIdentity.of(file);
        OwnerOnly.folder(folder);
        check.checkWithin(folder);
        try {
            moveTo(place);
        } catch (NoSuchFileException e) {
            // Another host found the folder unused and put it aside in this very moment.
            OwnerOnly.folder(folder);
            moveTo(place);
        }
        committed = true;
        OwnerOnly.force(folder);
        OwnerOnly.force(contents);
        return place;
    }

    /** The identity of the file as it was written; empty before {@link #commit}, and where the file system has none. */
    Optional<FileIdentity> identity() {
        return identity;
    }

    private void moveTo(Path place) throws IOException {
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes the file unless it was committed. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debugf(e, "%s was not closed well", file);
        }
        if (!committed) {
            Store.remove(file);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            Store.remove(file);
            throw e;
        }
    }
}
