package dev.assay.host.status;

import dev.assay.install.InstallProgress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The status of a changed entry, or a changed executable, that comes up beside the process that goes on serving, to take
 * its place.
 *
 * @param state {@code BackingOff} when it will be tried again, {@code Failed} when it waits for the next change
 * @param reason why it is in this state; empty when there is nothing to say
 * @param since when it came into this state
 * @param location as configured, without a password
 * @param digest sha256 of the executable in hex, known from the installation on
 * @param nextStart when it is tried again, while the state is BackingOff
 * @param progress how far the download of its executable is, while there is one
 */
public record PluginUpdate(
        PluginState state,
        String reason,
        Instant since,
        String location,
        Optional<String> digest,
        Optional<Instant> nextStart,
        Optional<InstallProgress> progress) {
    /** The status with the function applied to each text that may hold words of others. */
    PluginUpdate mapTexts(UnaryOperator<String> function) {
        return new PluginUpdate(
                state, function.apply(reason), since, function.apply(location), digest, nextStart, progress);
    }
}
