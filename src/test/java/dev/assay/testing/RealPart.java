package dev.assay.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The programs that a test needs, and that a machine may lack. In CI (where {@code CI} is set) all of them are there. */
public final class RealPart {
    private RealPart() {}

    /**
     * Skips the test with a line on stdout; in CI the test fails.
     *
     * @param need completes "skipped: "
     * @return never
     */
    public static RuntimeException missing(String need) {
        if (System.getenv("CI") != null) {
            throw new AssertionError("skipped: " + need + "; in CI this is a failure");
        }
        throw skipped(need);
    }

    /**
     * Skips the test with a line on stdout, in CI too, for want of what no package brings. {@code .ci/run} names these tests.
     *
     * @param need completes "skipped: "
     * @return never
     */
    public static RuntimeException missingInKernel(String need) {
        throw skipped(need);
    }

    private static RuntimeException skipped(String need) {
        String line = "skipped: " + need;
        System.out.println(line);
        return new TestAbortedException(line);
    }

    /**
     * The file of a program on the PATH. Where there is none, the test is skipped.
     *
     * @param debian the Debian package that brings it
     */
    public static Path find(String program, String debian) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> missing(
                        "needs " + program + " on the PATH, but there is none; install Debian's package " + debian));
    }

    /** Skips the test where a program is not on the PATH, or does not tell its version. */
    public static void require(String program) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() == 0) {
                return;
            }
        } catch (IOException e) {
            throw missing("needs " + program + " on the PATH, but " + e.getMessage());
        }
        throw missing("needs " + program + ", but it does not tell its version");
    }
}
