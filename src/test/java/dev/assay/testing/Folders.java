package dev.assay.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders of tests outside of JUnit's temporary ones. */
public final class Folders {
    private Folders() {}

    /** Copies a folder with all that is in it to a place where nothing is. */
    public static void copy(Path folder, Path place) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                Files.copy(path, place.resolve(folder.relativize(path).toString()));
            }
        }
    }

    /** With all that is in it. Links are not followed. */
    public static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
