package dev.assay.process.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The real tree of cgroups of this machine, where a test may make groups without controllers in it. */
public final class Cgroups {
    private Cgroups() {}

    public static Optional<Path> writable() {
        for (Path mount : new Path[] {CgroupTree.MOUNT, CgroupTree.MOUNT.resolve("unified")}) {
            Path own = mount.resolve(ProcFs.ofThisMachine().cgroup().orElse("/").substring(1));
            if (Files.exists(own.resolve("cgroup.procs")) && Files.isWritable(own)) {
                return Optional.of(own);
            }
        }
        return Optional.empty();
    }

    public static CgroupTree tree(Path own) {
        return new CgroupTree(own, Set.of(), "/bin/sh");
    }
}
