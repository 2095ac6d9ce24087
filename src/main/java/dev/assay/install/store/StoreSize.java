package dev.assay.install.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/** The size of a store. A file counts once, however many links it has. Blocks. */
public final class StoreSize {
    private StoreSize() {}

    /** In bytes; zero where there is no store. Files that cannot be seen are left out. */
    public static long of(Path store) {
        Visitor files = new Visitor();
        try {
            Files.walkFileTree(store, files);
        } catch (IOException e) {
            return files.bytes;
        }
        return files.bytes;
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Set<Object> seen = new HashSet<>();
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
            Object key = found.fileKey();
            if (key == null || seen.add(key)) {
                bytes += found.size();
            }
            return FileVisitResult.CONTINUE;
        }

        /** Other hosts write and remove files meanwhile. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
