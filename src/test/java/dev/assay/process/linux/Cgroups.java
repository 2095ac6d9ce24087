package dev.assay.process.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The real tree of cgroups of this machine, where a test may make groups without controllers in it. */
public final class Cgroups {
    private static final String CONTROL = "cgroup.subtree_control";

    private static final Set<String> LIMITS = Set.of("cpu", "memory");

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

    /**
     * A new group with the controllers of processor time and memory, for groups with limits in it: below the closest group
     * above this process that has them for others and where this process may make one. The caller removes it.
     */
    public static Optional<Path> limited() throws IOException {
        Path own = CgroupTree.MOUNT.resolve(
                ProcFs.ofThisMachine().cgroup().orElse("/").substring(1));
        for (Path above = own; above.startsWith(CgroupTree.MOUNT); above = above.getParent()) {
            Path control = above.resolve(CONTROL);
            if (Files.isWritable(above.resolve("cgroup.procs"))
                    && Files.exists(control)
                    && List.of(Files.readString(control).strip().split(" ")).containsAll(LIMITS)) {
                Path made = Files.createDirectory(
                        above.resolve("assay-test-" + ProcessHandle.current().pid()));
                for (String controller : LIMITS) {
                    CgroupTree.write(made.resolve(CONTROL), "+" + controller);
                }
                return Optional.of(made);
            }
        }
        return Optional.empty();
    }

    public static CgroupTree limitedTree(Path made) {
        return new CgroupTree(made, CgroupTree.MOUNT, LIMITS, "/bin/sh");
    }

    public static CgroupTree tree(Path own) {
        return new CgroupTree(own, CgroupTree.MOUNT, Set.of(), "/bin/sh");
    }
}
