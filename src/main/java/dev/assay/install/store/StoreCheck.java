package dev.assay.install.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The check of the store's folder. Files in it can be executed, and nobody else can put something there. Nobody else
 * can have made it where everybody may make folders, as under {@code /tmp}.
 */
final class StoreCheck {
    private static final int STICKY_AND_WRITTEN_BY_OTHERS = 01002;
    private static final int WRITTEN_BY_OTHERS = 2;

    private final Supplier<MountTable> mounts;
    private final CurrentUser user;

    /** The user of this process. */
    interface CurrentUser {
        /** @param folder in which this user may make files */
        UserPrincipal in(Path folder) throws IOException;
    }

    StoreCheck(Supplier<MountTable> mounts, CurrentUser user) {
        this.mounts = mounts;
        this.user = user;
    }

    static StoreCheck ofThisProcess() {
        return new StoreCheck(MountTable::ofThisProcess, StoreCheck::ownerOfNewFile);
    }

    /** @param store a folder that exists */
    void check(Path store) throws IOException {
        MountTable table = mounts.get();
        for (Path path = store; path != null && !isMountPoint(path, table); path = path.getParent()) {
            Path parent = path.getParent();
            if (parent != null && isShared(parent)) {
                checkOwner(store, path, parent);
            }
        }
        Optional<Path> noexec = table.noexec(store.toRealPath());
        if (noexec.isPresent()) {
            throw new UnfitStoreException(
                    "that is on the mount " + noexec.get() + ", whose option noexec lets nothing be started from it",
                    "set assay.store to a folder on another mount, or mount it without noexec");
        }
    }

    /** The owner of a link is that of the link itself. */
    private void checkOwner(Path store, Path path, Path parent) throws IOException {
        UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
        UserPrincipal current = user.in(parent);
        if (!owner.equals(current)) {
            throw new UnfitStoreException(
                    path + " belongs to " + owner.getName() + " and not to " + current.getName()
                            + ", as whom Assay runs; in " + parent + " anybody could have made it",
                    "remove it, or set assay.store to a folder of your own");
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && isOpen(path, path.equals(store))) {
            throw new UnfitStoreException(
                    "everybody may write to " + path + ", and so change what is started",
                    "take that right away (chmod o-w), or set assay.store to a folder of your own");
        }
    }

    /** A mount, and so all above it, was put there by an administrator. A link is not followed. */
    private static boolean isMountPoint(Path path, MountTable table) throws IOException {
        Path parent = path.getParent();
        Path name = path.getFileName();
        return parent != null
                && name != null
                && table.isMountPoint(parent.toRealPath().resolve(name));
    }

    /** A folder above the store may be one like {@code /tmp} itself; then the folder in it is checked. */
    private static boolean isOpen(Path folder, boolean isStore) throws IOException {
        return (mode(folder) & WRITTEN_BY_OTHERS) != 0 && (isStore || !isShared(folder));
    }

    private static boolean isShared(Path folder) throws IOException {
        return (mode(folder) & STICKY_AND_WRITTEN_BY_OTHERS) == STICKY_AND_WRITTEN_BY_OTHERS;
    }

    /** As in stat(2); with the sticky bit, which Java's own permissions lack. */
    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode");
    }

    private static UserPrincipal ownerOfNewFile(Path folder) throws IOException {
        Path file = OwnerOnly.temporaryFile(folder, "assay-owner");
        try {
            return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
        } finally {
            Store.remove(file);
        }
    }
}
