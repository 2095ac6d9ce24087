package dev.assay.install.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The user of this process, and those whom it has to trust in any case.
 *
 * @param id of the user
 * @param unmapped the id under which users appear that the user namespace of this process does not map, the
 *     administrator of the machine among them; negative where all users are mapped
 */
record CurrentUser(int id, int unmapped) {
    private static final Logger LOG = Logger.getLogger(CurrentUser.class);

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path UID_MAP = Path.of("/proc/self/uid_map");
    private static final Path OVERFLOW = Path.of("/proc/sys/kernel/overflowuid");

    /** The user whom new files belong to is the last of four in {@code /proc/PID/status}, see proc(5). */
    private static final Pattern FILE_USER = Pattern.compile("(?m)^Uid:\\s+(?:\\d+\\s+){3}(\\d+)$");

    private static final int ADMINISTRATOR = 0;

    /** Ids are 32 bits wide; this is their number without the one that stands for no user. */
    private static final String ALL = "4294967295";

    static CurrentUser ofThisProcess() throws IOException {
        return new CurrentUser(
                Files.isReadable(STATUS) ? fileUser(Files.readString(STATUS)) : ownerOfNewFile(temporary()),
                seesAllUsers()
                        ? -1
                        : Integer.parseInt(Files.readString(OVERFLOW).strip()));
    }

    /** @param status the text of {@code /proc/PID/status} */
    static int fileUser(String status) throws IOException {
        Matcher found = FILE_USER.matcher(status);
        if (!found.find()) {
            throw new IOException(STATUS + " has no line Uid");
        }
        return Integer.parseUnsignedInt(found.group(1));
    }

    /** The owner of a folder or file; a link is not followed. */
    static int owner(Path path) throws IOException {
        return FileOwnership.of(path).owner();
    }

    /** Whether this user or an administrator has that id, so that nobody else may change what it owns. */
    boolean trusts(int owner) {
        return owner == ADMINISTRATOR || owner == id || owner == unmapped;
    }

    /**
     * Whether the group has no member whom this user does not trust: that of the administrator, and the user's own
     * private group, which has the user's number.
     */
    boolean trustsGroup(int group) {
        return group == ADMINISTRATOR || group == id;
    }

    /** The owner of the files that this user makes there; negative where it may make none. */
    static int ownerOfNewFiles(Path path) {
        Path folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? path : path.resolveSibling(".");
        if (!Files.isWritable(folder)) {
            return -1;
        }
        try {
            return ownerOfNewFile(folder);
        } catch (IOException e) {
            LOG.debugf(e, "nothing can be made in %s", folder);
            return -1;
        }
    }

    private static int ownerOfNewFile(Path folder) throws IOException {
        Path file = OwnerOnly.temporaryFile(folder, "assay-owner");
        try {
            return owner(file);
        } finally {
            Store.remove(file);
        }
    }

    /** Read here and not in a static field, which a native image would fix when it is built. */
    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static boolean seesAllUsers() throws IOException {
        if (!Files.isReadable(UID_MAP) || !Files.isReadable(OVERFLOW)) {
            return true;
        }
        String map = Files.readString(UID_MAP, StandardCharsets.ISO_8859_1).strip();
        return map.matches("0\\s+0\\s+" + ALL);
    }
}
