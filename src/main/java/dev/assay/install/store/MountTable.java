package dev.assay.install.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The mounts of this process, read from {@code /proc/self/mountinfo} (man page proc_pid_mountinfo(5)). A line is
 * {@code 36 35 98:0 /root /point rw,noexec shared:1 - ext3 /dev/sda rw}. The table is empty on systems other than
 * Linux.
 */
final class MountTable {
    private static final Logger LOG = Logger.getLogger(MountTable.class);
    private static final String OF_THIS_PROCESS = "/proc/self/mountinfo";
    /** The beginnings of the types of file systems in which a server, or a mount option, decides about owners. */
    private static final List<String> REMOTE = List.of("nfs", "cifs", "smb", "fuse", "9p", "virtiofs", "ceph");

    private static final int POINT = 4;
    private static final int OPTIONS = 5;

    /** The octal form of space, tab, line feed, backslash and {@code #}. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

    private final List<Mount> mounts;

    private record Mount(Path point, List<String> options, String type) {}

    private MountTable(List<Mount> mounts) {
        this.mounts = mounts;
    }

    static MountTable ofThisProcess() {
        try {
            return parse(Files.readString(Path.of(OF_THIS_PROCESS), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            LOG.debugf(e, "%s cannot be read; nothing is known of mounts", OF_THIS_PROCESS);
            return new MountTable(List.of());
        }
    }

    /** @param text each byte of the file as one character; lines of another form are left out */
    static MountTable parse(String text) {
        List<Mount> mounts = new ArrayList<>();
        text.lines()
                .map(line -> line.split(" ", -1))
                .filter(f -> f.length > OPTIONS)
                .forEach(fields -> {
                    String point = unescaped(fields[POINT]);
                    if (point.startsWith("/") && point.indexOf('\0') < 0) {
                        mounts.add(new Mount(Path.of(point), List.of(fields[OPTIONS].split(",", -1)), type(fields)));
                    }
                });
        return new MountTable(mounts);
    }

    /** The point of the mount that the folder is on, where that mount has the option noexec. */
    Optional<Path> noexec(Path real) {
        return mountOf(real).filter(mount -> mount.options().contains("noexec")).map(Mount::point);
    }

    /** Whether the folder is on a file system that may give all files an owner of its own. */
    boolean isRemote(Path real) {
        return mountOf(real)
                .filter(mount -> REMOTE.stream().anyMatch(mount.type()::startsWith))
                .isPresent();
    }

    boolean isMountPoint(Path real) {
        return mounts.stream().anyMatch(mount -> mount.point().equals(real));
    }

    /** The mount with the longest path; of several on one point, the last covers the others. */
    private Optional<Mount> mountOf(Path real) {
        return mounts.stream()
                .filter(mount -> real.startsWith(mount.point()))
                .reduce((a, b) -> b.point().getNameCount() >= a.point().getNameCount() ? b : a);
    }

    /** The word after the hyphen that ends the optional fields. */
    private static String type(String[] fields) {
        int hyphen = List.of(fields).subList(OPTIONS, fields.length).indexOf("-");
        int at = OPTIONS + hyphen + 1;
        return hyphen > 0 && at < fields.length ? fields[at] : "";
    }

    private static String unescaped(String field) {
        String latin = ESCAPE.matcher(field)
                .replaceAll(m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 8))));
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
