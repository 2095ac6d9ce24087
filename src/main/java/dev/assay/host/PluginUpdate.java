package dev.assay.host;

import java.time.Instant;
import java.util.Optional;

/**
 * What is to take a plugin's place: a changed entry, or a changed executable, on its way up beside the process that goes
 * on serving.
 *
 * @param state {@code BackingOff} when it will be tried again, {@code Failed} when it waits for the next change
 * @param reason why it is in this state; empty when there is nothing to say
 * @param since when it came into this state
 * @param location as configured, without a password
 * @param digest sha256 of the executable, once it is installed
 * @param progress of the download, while there is one
 */
public record PluginUpdate(
        PluginState state,
        String reason,
        Instant since,
        String location,
        Optional<String> digest,
        Optional<PluginProgress> progress) {}
