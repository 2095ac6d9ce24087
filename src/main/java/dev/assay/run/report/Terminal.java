package dev.assay.run.report;

import dev.assay.metric.Phase;
import dev.assay.process.TerminalSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The abilities of the place where progress is shown.
 *
 * @param live whether lines can be written anew
 * @param colour whether colours may be used
 * @param unicode whether it shows more than ASCII
 * @param size the size that is taken where the terminal does not tell its own
 */
public record Terminal(boolean live, boolean colour, boolean unicode, TerminalSize size) {
    static final TerminalSize USUAL_SIZE = new TerminalSize(24, 80);

    /** A file, or the log of a CI job. */
    static final Terminal NONE = new Terminal(false, false, false, USUAL_SIZE);

    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final String TERMINALS = "/dev/(?:pts/|tty|console).*";

    /**
     * The terminal at standard error.
     *
     * @param environment of this process. {@code NO_COLOR} means no colours; {@code CI} and {@code TERM=dumb} mean plain
     *     lines. {@code LINES} and {@code COLUMNS} are the size of a terminal that does not know its own
     */
    public static Terminal atStandardError(Map<String, String> environment) {
        return of(environment, isTerminal(STANDARD_ERROR));
    }

    /** The terminal at standard output, by the same rules. */
    public static Terminal atStandardOutput(Map<String, String> environment) {
        return of(environment, isTerminal(STANDARD_OUTPUT));
    }

    /** The characters in a line of the screen at this moment; empty where there is no screen. May block for a moment. */
    public OptionalInt columns() {
        return live ? OptionalInt.of(TerminalSize.now().orElse(size).columns()) : OptionalInt.empty();
    }

    private static TerminalSize size(Map<String, String> environment) {
        return new TerminalSize(
                number(environment, "LINES").orElse(USUAL_SIZE.rows()),
                number(environment, "COLUMNS").orElse(USUAL_SIZE.columns()));
    }

    private static Optional<Integer> number(Map<String, String> environment, String name) {
        return Optional.of(environment.getOrDefault(name, ""))
                .filter(text -> text.matches("[1-9][0-9]{0,3}"))
                .map(Integer::valueOf);
    }

    static Terminal of(Map<String, String> environment, boolean isTerminal) {
        String term = environment.getOrDefault("TERM", "");
        String ci = environment.getOrDefault("CI", "");
        boolean plain = term.isEmpty() || term.equals("dumb") || !(ci.isEmpty() || ci.equals("false"));
        if (!isTerminal || plain) {
            return NONE;
        }
        return new Terminal(
                true, environment.getOrDefault("NO_COLOR", "").isEmpty(), isUtf8(environment), size(environment));
    }

    /** Where the kernel does not tell it, standard input and output decide, as far as Java tells of them. */
    @SuppressWarnings("SystemConsoleNull") // Java 22 to 24 have a console for files, too; then the view is live there.
    private static boolean isTerminal(Path output) {
        if (Files.isSymbolicLink(output)) {
            try {
                return Files.readSymbolicLink(output).toString().matches(TERMINALS);
            } catch (IOException e) {
                return false;
            }
        }
        return System.console() != null;
    }

    private static boolean isUtf8(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> value.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8"))
                .orElse(false);
    }

    /** The text in the colour of a phase. */
    String coloured(Phase phase, String text) {
        return colour ? "\u001b[" + colourOf(phase) + "m" + text + "\u001b[0m" : text;
    }

    private static int colourOf(Phase phase) {
        if (phase.equals(Phase.SUCCESSFUL)) {
            return 32;
        }
        if (phase.equals(Phase.FAILED)) {
            return 31;
        }
        if (phase.equals(Phase.ERROR)) {
            return 35;
        }
        return phase.equals(Phase.INCONCLUSIVE) ? 33 : 36;
    }
}
