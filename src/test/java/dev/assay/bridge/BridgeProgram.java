package dev.assay.bridge;

import dev.assay.testing.PackagedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The packaged program as one executable file that is a bridge, as Argo's ConfigMap needs it. */
final class BridgeProgram {
    private BridgeProgram() {}

    /** The command of a bridge with a small heap. */
    static List<String> command(List<String> javaOptions, List<String> arguments) {
        List<String> options = new ArrayList<>(List.of("-Xmx24m"));
        options.addAll(javaOptions);
        List<String> command = PackagedProgram.command(options, "bridge");
        command.addAll(arguments);
        return command;
    }

    /** Writes a script that becomes the bridge. */
    static Path script(Path file, List<String> javaOptions, List<String> arguments) throws IOException {
        String line = command(javaOptions, arguments).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ", "exec ", "\n"));
        Files.writeString(file, "#!/bin/sh\n" + line);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
