package dev.assay.process;

import dev.assay.process.linux.HostIdentity;
import dev.assay.process.linux.ProcFs;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Clears up after hosts that ended without stopping their plugins.
 *
 * <p>A process is killed only when its own environment carries a {@link HostIdentity} with this host's namespace and
 * store, and that host has ended. A name, a path or a parent proves nothing. A folder for sockets is removed by the
 * same rule. One of a host with the same store in another namespace is removed when that host's lock on it is gone. The
 * sweep works on Linux, for processes of the same user. On other systems it does nothing.
 */
final class OrphanSweep {
    private static final Logger LOG = Logger.getLogger(OrphanSweep.class);

    private final ProcFs proc;
    private final HostIdentity successor;

    OrphanSweep(ProcFs proc, HostIdentity successor) {
        this.proc = proc;
        this.successor = successor;
    }

    /** @return how many processes were killed */
    int killProcesses() {
        int killed = 0;
        for (long pid : proc.pids()) {
            // The handle comes first: it holds the start time, so a process id that is used again is not killed.
            Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(p -> p.pid() != successor.pid());
            Optional<HostIdentity> host = proc.variable(pid, HostIdentity.VARIABLE)
                    .flatMap(HostIdentity::parse)
                    .filter(h -> h.isEndedPredecessorOf(successor, proc));
            if (process.isPresent() && host.isPresent() && process.get().destroyForcibly()) {
                killed++;
                LOG.warnf(
                        "Killed process %d, which the host with process id %d left behind when it ended",
                        pid, host.get().pid());
            }
        }
        return killed;
    }

    /** @return how many folders were removed */
    int removeSocketDirectories(Path parent) {
        int removed = 0;
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(parent, SocketDirectory.PREFIX + "*")) {
            for (Path candidate : candidates) {
                if (SocketDirectory.owner(candidate)
                        .filter(host -> host.isEndedPredecessorOf(successor, proc)
                                || (host.hasStoreOf(successor) && SocketDirectory.isAbandoned(candidate)))
                        .isPresent()) {
                    SocketDirectory.delete(candidate);
                    removed++;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debugf("No leftover sockets were looked for in %s: %s", parent, e);
        }
        return removed;
    }
}
