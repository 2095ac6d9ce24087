package dev.assay.host.status;

import dev.assay.install.InstallProgress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The status of a plugin at one moment.
 *
 * @param reason why it is in this state; while it is started again, the fault before; empty when there is nothing to
 *     say
 * @param since when it came into this state
 * @param restarts how often its process was started again
 * @param pid the process id, while there is a process
 * @param protocol {@code grpc} or {@code netrpc}, known from the handshake on
 * @param digest sha256 of the executable in hex, known from the installation on
 * @param location as configured, without a password
 * @param generation how many processes of it have been Ready
 * @param required whether the service is ready only with this plugin
 * @param progress how far the download of its executable is, while there is one
 * @param update the status of the change that is to take its place, while there is one
 */
public record PluginStatus(
        String name,
        PluginState state,
        String reason,
        Instant since,
        int restarts,
        Optional<Long> pid,
        Optional<String> protocol,
        Optional<String> digest,
        String location,
        int generation,
        boolean required,
        Optional<InstallProgress> progress,
        Optional<PluginUpdate> update) {
    /** The status with the function applied to each text that may hold words of others. */
    public PluginStatus mapTexts(UnaryOperator<String> function) {
        return new PluginStatus(
                name,
                state,
                function.apply(reason),
                since,
                restarts,
                pid,
                protocol,
                digest,
                function.apply(location),
                generation,
                required,
                progress,
                update.map(change -> change.mapTexts(function)));
    }
}
