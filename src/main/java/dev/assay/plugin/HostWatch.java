package dev.assay.plugin;

import java.util.OptionalLong;

/**
 * Notices that the host is gone, so that no plugin outlives it. Two processes are watched: the parent, and the host that
 * {@code ASSAY_HOST_PID} names. They differ when a script stands between. The host may have ended before this starts.
 */
final class HostWatch {
    private HostWatch() {}

    /** @param gone called once or twice, on any thread; at once when the host has ended */
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
