package dev.assay.install;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An executable that is ready to be started.
 *
 * @param command the program and the arguments that belong to it, without those of the plugin's entry
 * @param digest sha256 of the file that is run, in hex; absent for a built-in plugin
 */
public record Executable(List<String> command, Optional<String> digest) {
    public Executable {
        command = List.copyOf(command);
    }

    /** Two of the same digest are the same, whatever name they are started by. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Executable executable
                && digest.equals(executable.digest)
                && (digest.isPresent() || command.equals(executable.command));
    }

    @Override
    public int hashCode() {
        return digest.isPresent() ? digest.hashCode() : command.hashCode();
    }

    /** A file in the store. */
    static Executable stored(Path file, String digest) {
        return new Executable(List.of(file.toString()), Optional.of(digest));
    }
}
