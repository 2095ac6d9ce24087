package dev.assay.install;

import dev.assay.install.format.ExecutableFormat;
import dev.assay.install.format.JavaRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An executable that is ready to be started.
 *
 * @param command the program and the arguments that belong to it, without those of the plugin's entry
 * @param digest sha256 of the file that is run, in hex; absent for a built-in plugin
 * @param peer the replica that gave it, for instance {@code 10.1.2.3:8080}; absent where it came from its location
 */
public record Executable(List<String> command, Optional<String> digest, Optional<String> peer) {
    public Executable {
        command = List.copyOf(command);
    }

    /** An executable from its location. */
    public Executable(List<String> command, Optional<String> digest) {
        this(command, digest, Optional.empty());
    }

    /** This executable as one that a peer gave. */
    Executable from(Optional<String> newPeer) {
        return new Executable(command, digest, newPeer);
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

    /**
     * A file in the store, which was not refused. A jar is started by a Java, every other file by the system. Throws
     * {@link UncheckedIOException} where the file cannot be read any more.
     */
    static Executable stored(Path file, String digest) {
        try {
            List<String> java = ExecutableFormat.isJar(file)
                    ? JavaRuntime.find().map(JavaCommand::of).orElse(List.of("java"))
                    : List.of();
            List<String> command = new ArrayList<>(java);
            if (!java.isEmpty()) {
                command.add("-jar");
            }
            command.add(file.toString());
            return new Executable(command, Optional.of(digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file in the store, which is the last word of the command. */
    Path file() {
        return Path.of(command.get(command.size() - 1));
    }
}
