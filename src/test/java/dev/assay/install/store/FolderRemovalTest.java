package dev.assay.install.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderRemovalTest {
    private static final int THREADS = 4;

    @TempDir
    Path folder;

    @RepeatedTest(20)
    void several_may_remove_the_same_folder_at_once() throws Exception {
        Path shared = tree();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<CompletableFuture<Void>> removals = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                removals.add(CompletableFuture.runAsync(() -> remove(shared, start), threads));
            }
            CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new)).get();
        } finally {
            threads.shutdownNow();
        }
        assertThat(shared).doesNotExist();
    }

    @Test
    void a_link_is_removed_and_not_followed() throws IOException {
        Path kept =
                Files.createFile(Files.createDirectory(folder.resolve("kept")).resolve("file"));
        Path removed = Files.createDirectory(folder.resolve("removed"));
        Files.createSymbolicLink(removed.resolve("link"), kept.getParent());

        FolderRemoval.remove(removed);
        FolderRemoval.remove(removed);

        assertThat(removed).doesNotExist();
        assertThat(kept).exists();
    }

    private Path tree() throws IOException {
        Path top = folder.resolve("top");
        for (int i = 0; i < 20; i++) {
            Path inner = Files.createDirectories(top.resolve("inner-" + i));
            for (int k = 0; k < 10; k++) {
                Files.createFile(inner.resolve("file-" + k));
            }
        }
        return top;
    }

    private static void remove(Path shared, CyclicBarrier start) {
        try {
            start.await();
            FolderRemoval.remove(shared);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
