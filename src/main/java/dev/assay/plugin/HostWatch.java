package dev.assay.plugin;

import java.util.OptionalLong;

/**
 * Notices that the host is gone, so that no plugin outlives it. Two processes are watched: the parent, and the one that
 * Assay named as itself, which differs when a script stands between, and which may have ended before this process looked.
 */
final class HostWatch {
    private HostWatch() {}

    /** @param gone called once or twice, on any thread; at once when there is no host any more */
    static void start(OptionalLong hostPid, Runnable gone) {
        ProcessHandle.current().parent().ifPresent(parent -> whenEnded(parent, gone));
        if (hostPid.isPresent()) {
            ProcessHandle.of(hostPid.getAsLong()).ifPresentOrElse(host -> whenEnded(host, gone), gone);
        }
    }

    private static void whenEnded(ProcessHandle process, Runnable gone) {
        var unused = process.onExit().thenRun(gone);
    }
}
