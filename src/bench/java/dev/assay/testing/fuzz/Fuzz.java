package dev.assay.testing.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs Jazzer on each {@link FuzzTarget}, one after the other, each in a JVM of its own. Arguments: the seconds for each,
 * and the folder for what is found.
 */
final class Fuzz {
    private Fuzz() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> failed = new ArrayList<>();
        for (FuzzTarget target : FuzzTarget.all()) {
            if (run(target, args[0], Path.of(args[1])) != 0) {
                failed.add(target.name());
            }
        }
        if (!failed.isEmpty()) {
            System.err.println(
                    "The fuzzer failed with " + failed + "; where it found something, put each crash-* of " + args[1]
                            + " into src/test/resources/fuzz/TARGET, where FuzzTest reads it, and mend what it shows");
            System.exit(1);
        }
    }

    private static int run(FuzzTarget target, String seconds, Path folder) throws IOException, InterruptedException {
        Path own = Files.createDirectories(folder.resolve(target.name()));
        Path corpus = Files.createDirectories(own.resolve("corpus"));
        int count = 0;
        for (byte[] seed : target.seeds()) {
            Files.write(corpus.resolve("seed-" + count++), seed);
        }
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.type().getName(),
                        "--instrumentation_includes=dev.assay.**",
                        "--reproducer_path=" + own,
                        "-artifact_prefix=" + own + "/",
                        "-max_total_time=" + seconds,
                        "-print_final_stats=1",
                        corpus.toString())
                .directory(own.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }
}
