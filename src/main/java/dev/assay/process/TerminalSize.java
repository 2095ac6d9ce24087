package dev.assay.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a terminal.
 *
 * @param rows lines on the screen, at least 1
 * @param columns characters in a line, at least 1
 */
public record TerminalSize(int rows, int columns) {
    private static final File TERMINAL = new File("/dev/tty");

    /** A terminal that nobody has told its size says {@code 0 0}. */
    private static final Pattern TOLD = Pattern.compile("([1-9][0-9]{0,3}) ([1-9][0-9]{0,3})");

    private static final int LONGEST = 64;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /**
     * The size of the terminal of this process, as {@code stty} tells it at this moment. Java has no way to ask the kernel.
     * Blocks for some milliseconds, at most a second.
     */
    public static Optional<TerminalSize> now() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream output = stty.getInputStream()) {
                if (!stty.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    stty.destroyForcibly();
                    return Optional.empty();
                }
                return read(new String(output.readNBytes(LONGEST), StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static Optional<TerminalSize> read(String told) {
        Matcher size = TOLD.matcher(told.strip());
        return size.matches()
                ? Optional.of(new TerminalSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))))
                : Optional.empty();
    }
}
