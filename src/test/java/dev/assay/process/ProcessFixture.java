package dev.assay.process;

import dev.assay.testing.NothingLeftBehind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A folder and a bench for each test with real processes, of which nothing may be left afterwards. */
abstract class ProcessFixture {
    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    ProcessBench bench;

    @BeforeEach
    void open() {
        bench = new ProcessBench(folder);
        nothingLeftBehind.watch(ProcessBench.sockets(folder));
    }

    @AfterEach
    void close() {
        bench.close();
    }
}
