package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.FaultyPlugin;
import dev.assay.testing.FaultyPlugin.Mode;
import dev.assay.testing.Folders;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A stop that cannot end, because the files of the program were removed while it ran. */
class StopLimitIT {
    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    @Test
    void it_ends_with_its_plugins_in_a_bounded_time_and_says_so() throws Exception {
        Path program = folder.resolve("quarkus-app");
        Folders.copy(PackagedProgram.jar().getParent(), program);
        Path plugin = FaultyPlugin.script(folder, Mode.WAITS);
        try (PackagedApplication application = PackagedApplication.start(
                program.resolve(PackagedProgram.jar().getFileName()),
                folder,
                Map.of("test/0", "file://" + plugin),
                List.of("-Dassay.stop.delay=0s", "-Dassay.stop.drain=1s"))) {
            application.await(Pattern.compile("1 of 1 plugins Ready"));
            List<ProcessHandle> plugins = application.children();
            assertThat(plugins).hasSize(1);

            Folders.remove(program);
            long begin = System.nanoTime();
            application.terminate();

            assertThat(application.remainingLog())
                    .anySatisfy(line -> assertThat(line).startsWith("tried to stop within 17 s, but"));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(40));
            assertThat(application.exitCode()).isEqualTo(1);
            assertThat(plugins).noneMatch(ProcessHandle::isAlive);
        }
    }
}
