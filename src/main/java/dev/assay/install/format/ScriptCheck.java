package dev.assay.install.format;

import dev.assay.text.ForeignText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The check of a script, whose interpreter must be there. Linux takes the first word after {@code #!} for the
 * interpreter and all the rest for one argument (Linux: fs/binfmt_script.c); {@code env} looks for that in the {@code
 * PATH}.
 */
final class ScriptCheck {
    /** The bytes that Linux reads of a script's first line. */
    private static final int LINE = 256;

    /** Where {@code env} looks without a PATH (glibc's and musl's default). */
    private static final String DEFAULT_PATH = "/usr/local/bin:/bin:/usr/bin";

    private ScriptCheck() {}

    /**
     * @param here whether this machine is to start it, so that the interpreter must be here
     * @param path the process's variable {@code PATH}
     */
    static Optional<Refusal> refusal(FileSample sample, boolean here, Optional<String> path) {
        byte[] start = sample.start();
        String text = new String(start, 0, Math.min(start.length, LINE), StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        if (end < 0 && sample.size() > LINE) {
            return Optional.empty();
        }
        String line = (end < 0 ? text : text.substring(0, end)).substring(2);
        List<String> words = Stream.of(line.split("[ \t]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            return Optional.of(
                    new Refusal("its first line is #! without an interpreter", "write the interpreter there"));
        }
        String interpreter = words.get(0);
        if (!here && !interpreter.endsWith("\r")) {
            return Optional.empty();
        }
        if (isMissing(interpreter)) {
            return Optional.of(missing(line, interpreter, "interpreter " + ForeignText.excerpt(interpreter)));
        }
        return interpreter.endsWith("/env") ? program(words).flatMap(p -> notOnPath(line, p, path)) : Optional.empty();
    }

    /**
     * The program that {@code env} starts; empty where its argument is an option or a variable, which is not looked
     * into.
     */
    private static Optional<String> program(List<String> words) {
        int first = words.size() > 1 && words.get(1).equals("-S") ? 2 : 1;
        return words.stream().skip(first).findFirst().filter(w -> !w.startsWith("-") && !w.contains("="));
    }

    private static Optional<Refusal> notOnPath(String line, String program, Optional<String> path) {
        boolean found = program.contains("/")
                ? !isMissing(program)
                : Stream.of(path.orElse(DEFAULT_PATH).split(":", -1)).anyMatch(folder -> isThere(folder, program));
        return found
                ? Optional.empty()
                : Optional.of(missing(
                        line,
                        program,
                        "program " + ForeignText.excerpt(program) + ", which env looks for in the PATH,"));
    }

    private static Refusal missing(String line, String program, String what) {
        return program.endsWith("\r")
                ? new Refusal(
                        "its first line ends with a carriage return, as Windows ends lines, so the " + what
                                + " is not found",
                        "save the script with Unix line ends")
                : new Refusal(
                        "the " + what + " is missing here; its first line is #!" + ForeignText.excerpt(line),
                        "install it, or change that line");
    }

    private static boolean isMissing(String file) {
        try {
            return !Files.exists(Path.of(file));
        } catch (InvalidPathException e) {
            return true;
        }
    }

    private static boolean isThere(String folder, String program) {
        try {
            Path file = Path.of(folder, program);
            return Files.isRegularFile(file) && Files.isExecutable(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
