package dev.assay.process;

import dev.assay.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds the exception for a program that cannot be started, with reason and remedy. The kernel gives only a number
 * (man page execve(2)). The JDK and {@code setpriv} run a file of an unknown format with {@code /bin/sh} instead of
 * failing. This class therefore reads the start of the file.
 */
final class StartFailure {
    /** {@code error=2, No such file or directory} up to Java 17, {@code error: 2 (...)} in Java 25. */
    private static final Pattern ERROR_NUMBER = Pattern.compile("error(?:=|: )([0-9]+)");

    /** The number of bytes that Linux reads of a script's first line. */
    private static final int FIRST_BYTES = 256;

    private final String plugin;
    private final String program;

    StartFailure(String plugin, String program) {
        this.plugin = plugin;
        this.program = program;
    }

    /**
     * Finds files that a shell would otherwise run, by their first bytes. Called on Linux, before the start. An ELF
     * file that is cut off or built for another machine is refused earlier, when it is installed.
     *
     * @param architecture the architecture of this machine, as in the system property {@code os.arch}
     */
    Optional<ProcessException> foreignFormat(String architecture) {
        byte[] start = start();
        if (start.length == 0 && program.contains("/") && isReadableFile()) {
            return Optional.of(permanent("the file is empty; get the plugin anew"));
        }
        if (start.length == 0 || isScript(start)) {
            return Optional.empty();
        }
        if (!isElf(start)) {
            return Optional.of(permanent("it is neither a Linux program nor a script that begins with #!;"
                    + " get the plugin's build for linux/" + architecture));
        }
        return Optional.empty();
    }

    /** The failure for an exception of {@link ProcessBuilder#start}. */
    ProcessException of(IOException e) {
        Matcher number = ERROR_NUMBER.matcher(String.valueOf(e.getMessage()));
        return switch (number.find() ? Integer.parseInt(number.group(1)) : 0) {
            case 2 -> missing(e);
            case 8 ->
                permanent(
                        "it is built for another machine, or is no program;"
                                + " get the plugin's build for this operating system and architecture",
                        e);
            case 13 -> notExecutable(e);
            default ->
                new ProcessException(
                        false,
                        message("the system refused: " + e.getMessage() + "; see what that error means there"),
                        e);
        };
    }

    /**
     * The failure for the error line of {@code setpriv} and its exit code: 127 when a file is missing, otherwise 126.
     */
    ProcessException of(int exitCode, String errorLine) {
        if (exitCode == 127) {
            return missing(null);
        }
        Path file = Path.of(program);
        if (Files.isDirectory(file) || (program.contains("/") && !Files.isExecutable(file))) {
            return notExecutable(null);
        }
        return new ProcessException(
                false, message("the system refused: " + errorLine + "; see what that error means there"), null);
    }

    private ProcessException missing(@Nullable Throwable cause) {
        if (!program.contains("/")) {
            return permanent("there is no program of that name on the PATH; install it, or give its whole path", cause);
        }
        byte[] start = start();
        if (isScript(start)) {
            String line = new String(start, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
            return permanent(
                    "the interpreter that its first line names is missing here: " + ForeignText.quoted(line)
                            + "; install it, or change that line",
                    cause);
        }
        return isElf(start)
                ? permanent(
                        "the loader that it was linked for is missing here; get a statically linked build of the"
                                + " plugin (for Go, CGO_ENABLED=0)",
                        cause)
                : permanent("there is no such file; check the location of the plugin", cause);
    }

    private ProcessException notExecutable(@Nullable Throwable cause) {
        return permanent(
                Files.isDirectory(Path.of(program))
                        ? "that is a folder; give the path of the program in it"
                        : "this user may not execute it; make the file executable (chmod +x), and see that its folder is"
                                + " not mounted noexec",
                cause);
    }

    ProcessException permanent(String reason) {
        return permanent(reason, null);
    }

    private ProcessException permanent(String reason, @Nullable Throwable cause) {
        return new ProcessException(true, message(reason), cause);
    }

    private String message(String reason) {
        return "tried to start plugin " + plugin + " (" + program + "), but " + reason;
    }

    private boolean isReadableFile() {
        return Files.isRegularFile(Path.of(program)) && Files.isReadable(Path.of(program));
    }

    private byte[] start() {
        if (!program.contains("/")) {
            return new byte[0];
        }
        try (InputStream in = Files.newInputStream(Path.of(program))) {
            return in.readNBytes(FIRST_BYTES);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static boolean isScript(byte[] start) {
        return start.length > 1 && start[0] == '#' && start[1] == '!';
    }

    private static boolean isElf(byte[] start) {
        return start.length > 3 && start[0] == 0x7f && start[1] == 'E' && start[2] == 'L' && start[3] == 'F';
    }
}
