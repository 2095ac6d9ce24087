package dev.assay.install.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The check that nobody else can change what is started from a store. The folder, each folder on the way to it, and each
 * link on that way belong to the user of this process or to the administrator, and nobody else may write to them.
 *
 * <p>Two kinds of folders that others may write to are accepted. In a sticky one, such as {@code /tmp}, nobody can rename
 * or remove the folder of another user. A mount point was chosen by whoever described the machine or the pod; volumes of
 * pods are open to all users as a rule (an {@code emptyDir} has the mode 0777, one with {@code fsGroup} 2775), and only the
 * containers that mount them reach them.
 */
final class StoreCheck {
    private static final int STICKY = 01000;
    private static final int WRITTEN_BY_GROUP = 020;
    private static final int WRITTEN_BY_OTHERS = 02;

    /** The limit of Linux. */
    private static final int MOST_LINKS = 40;

    private final Supplier<MountTable> mounts;
    private final CurrentUserSource user;
    private volatile @Nullable CurrentUser known;

    /** Finds the user of this process out. */
    interface CurrentUserSource {
        CurrentUser get() throws IOException;
    }

    StoreCheck(Supplier<MountTable> mounts, CurrentUserSource user) {
        this.mounts = mounts;
        this.user = user;
    }

    static StoreCheck ofThisProcess() {
        return new StoreCheck(MountTable::ofThisProcess, CurrentUser::ofThisProcess);
    }

    /**
     * Checks the folder of a store and the way to it. Parts that are missing are not looked at. Throws
     * {@link UnfitStoreException}.
     */
    void check(Path store) throws IOException {
        MountTable table = mounts.get();
        Path real = checkWay(store.toAbsolutePath(), table);
        Optional<Path> noexec = table.noexec(real);
        if (noexec.isPresent()) {
            throw new UnfitStoreException(
                    "that is on the mount " + noexec.get() + ", whose option noexec lets nothing be started from it",
                    "set assay.store to a folder on another mount, or mount it without noexec");
        }
    }

    /** Checks a file or folder within the store. Throws {@link UnfitStoreException} also where it is a link. */
    void checkWithin(Path path) throws IOException {
        FileOwnership found = FileOwnership.of(path);
        if (found.isLink()) {
            throw new UnfitStoreException(path + " is a link", "remove it; Assay makes none in its store");
        }
        checkOwner(path, found, mounts);
        checkWriters(path, found, false);
    }

    /** Walks from the root to the store, and gives the path without links. */
    private Path checkWay(Path store, MountTable table) throws IOException {
        Deque<Path> left = new ArrayDeque<>();
        store.forEach(left::add);
        Path at = store.getRoot();
        int links = 0;
        while (!left.isEmpty()) {
            String name = left.remove().toString();
            Path next = name.equals("..")
                    ? Optional.ofNullable(at.getParent()).orElse(at)
                    : at.resolve(name).normalize();
            FileOwnership found;
            try {
                found = FileOwnership.of(next);
            } catch (NoSuchFileException e) {
                return left.stream().reduce(next, Path::resolve);
            }
            if (found.isLink()) {
                checkOwner(next, found, () -> table);
                Path target = Files.readSymbolicLink(next);
                if (++links > MOST_LINKS) {
                    throw new UnfitStoreException(
                            store + " leads through too many links", "set assay.store to a folder");
                }
                Deque<Path> rest = new ArrayDeque<>(left);
                left.clear();
                target.forEach(left::add);
                left.addAll(rest);
                at = target.isAbsolute() ? target.getRoot() : at;
                continue;
            }
            if (!Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(next.toString());
            }
            if (!table.isMountPoint(next)) {
                checkOwner(next, found, () -> table);
                checkWriters(next, found, !left.isEmpty());
            }
            at = next;
        }
        return at;
    }

    /** A file server may give all files another owner. There one's own are those that have the owner of a new file. */
    private void checkOwner(Path path, FileOwnership found, Supplier<MountTable> table) throws IOException {
        CurrentUser me = me();
        int owner = found.owner();
        if (!me.trusts(owner) && !(table.get().isRemote(path) && owner == CurrentUser.ownerOfNewFiles(path))) {
            throw new UnfitStoreException(
                    path + " belongs to the user " + owner + " and not to " + me.id()
                            + ", as whom Assay runs, so somebody else could change what is started",
                    "remove it, or set assay.store to a folder of your own");
        }
    }

    /** @param mayBeSticky whether others may make files there, since the one that matters is checked next */
    private void checkWriters(Path path, FileOwnership found, boolean mayBeSticky) throws IOException {
        int mode = found.mode();
        int group = found.group();
        if (mayBeSticky && (mode & STICKY) != 0) {
            return;
        }
        if ((mode & WRITTEN_BY_OTHERS) != 0) {
            throw new UnfitStoreException(
                    "everybody may write to " + path + ", and so change what is started",
                    "take that right away (chmod o-w), or set assay.store to a folder of your own");
        }
        if ((mode & WRITTEN_BY_GROUP) != 0 && !me().trustsGroup(group)) {
            throw new UnfitStoreException(
                    "the group " + group + " may write to " + path + ", and so change what is started",
                    "take that right away (chmod g-w), or set assay.store to a folder of your own");
        }
    }

    private CurrentUser me() throws IOException {
        CurrentUser me = known;
        if (me == null) {
            me = user.get();
            known = me;
        }
        return me;
    }
}
