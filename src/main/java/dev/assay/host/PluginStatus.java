package dev.assay.host;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a plugin at one moment.
 *
 * @param reason why it is in this state, or, while it is started again, what went wrong before; empty when there is
 *     nothing to say
 * @param since when it came into this state
 * @param restarts how often its process was started again
 * @param pid of the process, while there is one
 * @param protocol {@code grpc} or {@code netrpc}, once the handshake told
 * @param digest sha256 of the executable, once it is installed
 * @param location as configured, without a password
 * @param generation how many processes of it have been Ready; each one is a generation
 * @param required whether the service is ready without it
 * @param progress of the download of its executable, while there is one
 * @param update what is to take its place, while there is something
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
        Optional<PluginProgress> progress,
        Optional<PluginUpdate> update) {}
