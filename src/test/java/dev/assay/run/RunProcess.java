package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.PackagedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged program as the command {@code run}, in a process of its own. */
final class RunProcess implements AutoCloseable {
    private static final int LIMIT_SECONDS = 90;

    private final Process process;
    private final Path out;
    private final Path err;

    private RunProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it in a folder, where its outputs become files. */
    static RunProcess start(Path folder, List<String> options, String... arguments) throws IOException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> words = new ArrayList<>(List.of("run"));
        words.addAll(List.of(arguments));
        // A build in the background ignores SIGINT, and so would its children.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(PackagedProgram.command(options, words.toArray(String[]::new)));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(RunProcess::changesWhatIsSaid);
        return new RunProcess(builder.start(), out, err);
    }

    /** Java says on the error stream that it takes options from the environment. */
    private static boolean changesWhatIsSaid(String variable) {
        return variable.startsWith("ASSAY_") || variable.endsWith("JAVA_OPTIONS") || variable.endsWith("TOOL_OPTIONS");
    }

    /** Its exit code and what it wrote. */
    record End(int code, String out, String err) {}

    End end() throws IOException, InterruptedException {
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(err()).isTrue();
        return new End(process.exitValue(), Files.readString(out), err());
    }

    /** Its standard error so far. */
    String err() throws IOException {
        return Files.readString(err);
    }

    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Override
    public void close() {
        List<ProcessHandle> plugins = process.descendants().toList();
        process.destroyForcibly();
        plugins.forEach(ProcessHandle::destroyForcibly);
    }
}
