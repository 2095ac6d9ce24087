package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command that starts a container in bubblewrap: namespaces of its own for mounts, processes, IPC and host name, a root
 * that cannot be written, no capability, no new privilege, and the user of the container. The network is that of this
 * machine, since a namespace of its own would not reach the API server.
 */
final class Sandbox {
    private final List<String> command = new ArrayList<>(List.of(
            "bwrap",
            "--die-with-parent",
            "--new-session",
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-cgroup-try",
            "--as-pid-1",
            "--clearenv",
            "--cap-drop",
            "ALL"));
    /** {@code /dev} is there. */
    private final Set<Path> folders = new HashSet<>(Set.of(Path.of("/dev")));

    /** The programs of this machine. */
    Sandbox(String hostname) {
        add("--hostname", hostname);
        add("--ro-bind", "/usr", "/usr");
        for (String folder : List.of("bin", "sbin", "lib", "lib32", "lib64")) {
            if (Files.exists(Path.of("/", folder), LinkOption.NOFOLLOW_LINKS)) {
                add("--symlink", "usr/" + folder, "/" + folder);
            }
        }
        // Each by itself, so that the folder takes mounts.
        for (String entry : Optional.ofNullable(new File("/etc").list()).orElseThrow()) {
            Path file = Path.of("/etc", entry);
            if (Files.exists(file) && !entry.equals("hosts")) {
                show(file, file.toString());
            }
        }
        Path java = Path.of(System.getProperty("java.home"));
        if (!java.startsWith("/usr")) {
            show(java, java.toString());
        }
        add("--proc", "/proc");
        add("--dev", "/dev");
    }

    /** A file or folder that can be read. */
    Sandbox show(Path source, String place) {
        enter(Path.of(place).getParent());
        return add("--ro-bind", source.toString(), place);
    }

    /** A file or folder that can be written. */
    Sandbox share(Path source, String place) {
        enter(Path.of(place).getParent());
        return add("--bind", source.toString(), place);
    }

    Sandbox environment(Map<String, String> variables) {
        variables.forEach((name, value) -> add("--setenv", name, value));
        return this;
    }

    /** The whole command; the sandbox takes nothing more. */
    List<String> run(PodSecurityContext pod, Container container, String folder, List<String> program) {
        SecurityContext own = container.getSecurityContext();
        if (own == null
                || !Boolean.TRUE.equals(own.getReadOnlyRootFilesystem())
                || !Boolean.FALSE.equals(own.getAllowPrivilegeEscalation())) {
            throw new IllegalArgumentException(
                    "the tests' kubelet runs containers that write no root and gain no privilege, and not "
                            + container.getName());
        }
        add("--remount-ro", "/");
        add("--chdir", folder);
        become(pod);
        command.addAll(program);
        return command;
    }

    /** Changes the user: as root by a real change, else by a namespace of users, in which ours has that number. */
    private void become(PodSecurityContext pod) {
        String user = pod.getRunAsUser().toString();
        String group = pod.getRunAsGroup().toString();
        if (Ownership.isRoot()) {
            for (String capability : List.of("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")) {
                add("--cap-add", capability);
            }
            add(
                    "--",
                    "setpriv",
                    "--reuid",
                    user,
                    "--regid",
                    group,
                    "--groups",
                    pod.getFsGroup().toString());
            add("--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--");
        } else {
            add("--unshare-user", "--uid", user, "--gid", group, "--");
        }
    }

    /** Folders that are made for a mount, which bubblewrap would make for root alone. */
    private void enter(Path folder) {
        if (folder.getNameCount() > 0 && !folder.startsWith("/usr") && folders.add(folder)) {
            enter(folder.getParent());
            add("--perms", "0755", "--dir", folder.toString());
        }
    }

    private Sandbox add(String... words) {
        command.addAll(List.of(words));
        return this;
    }
}
