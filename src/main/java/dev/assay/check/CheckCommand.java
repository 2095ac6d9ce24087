package dev.assay.check;

import dev.assay.check.analysis.ManifestSource;
import dev.assay.command.Usage;
import dev.assay.config.ConfigException;
import dev.assay.config.Platform;
import dev.assay.config.entry.ManifestFile;
import dev.assay.config.entry.ManifestText;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The command {@code check FILE...}. It reads files of manifests as the service and Argo Rollouts would, and prints all
 * faults for a person or a CI job. Without {@code --fetch} it touches neither network nor executables.
 */
public final class CheckCommand {
    private static final String USAGE = """
            usage: assay check FILE... [--fetch] [--platform OS/ARCH] [--output text|json|github|gitlab]
                   FILE                 manifests: the ConfigMap argo-rollouts-config, AnalysisTemplates, AnalysisRuns, Rollouts;
                                        - for standard input
                   --fetch              fetch the executables into a temporary folder and verify them
                   --platform OS/ARCH   the machine that the plugins are for, for instance linux/arm64; this one by default
                   --output FORM        the report: text for a person, the default; json for a program; github or gitlab for
                                        a pipeline that shows each fault at its line
            exit code: 0 without faults, 1 with faults, 2 for wrong usage
            """;

    /** The exit code for faults, which makes a CI job fail. */
    public static final int FAULTY = 1;

    /** The exit code for arguments that are not understood. */
    public static final int WRONG_USAGE = 2;

    private static final int VALID = 0;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Platform own;
    private final Map<String, String> builtins;
    private final Fetch fetch;

    /** The part of the command that {@code --fetch} adds. */
    interface Fetch {
        /** Faults of Assay's own settings, each a sentence. Where there are any, nothing is fetched. */
        List<String> settingsFaults();

        /**
         * Fetches and verifies the executables. Blocks.
         *
         * @param each is told of each executable as it comes, one call after the other
         * @throws UncheckedIOException when there is no folder for them; its message is a sentence for the user
         */
        List<FetchedExecutable> run(ManifestFile manifest, Platform platform, Consumer<FetchedExecutable> each);
    }

    /**
     * @param own the platform of this process
     * @param builtins the plugins that come with Assay: their JSON Schemas by name
     */
    public CheckCommand(
            InputStream in, PrintStream out, PrintStream err, Platform own, Map<String, String> builtins, Fetch fetch) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.own = own;
        this.builtins = Map.copyOf(builtins);
        this.fetch = fetch;
    }

    /** Runs the command and gives its exit code. Blocks. */
    public int run(List<String> arguments) {
        return new Usage(USAGE, WRONG_USAGE, out, err)
                .run(
                        arguments,
                        words -> CheckArguments.parse(words, own),
                        parsed -> check(parsed) == 0 ? VALID : FAULTY);
    }

    /** Checks the files and gives the number of faults. */
    private int check(CheckArguments arguments) {
        List<CheckedFile> files = new ArrayList<>();
        List<ManifestSource> sources = new ArrayList<>();
        for (String file : arguments.files()) {
            ManifestText text = new ManifestText(file);
            try {
                sources.add(new ManifestSource(text.source(), text.read(in)));
            } catch (ConfigException e) {
                CheckResult unreadable = CheckResult.unreadable(e, text.source(), arguments.platform());
                files.add(new CheckedFile(unreadable, Optional.empty()));
            }
        }
        files.addAll(new ManifestCheck(arguments.platform(), builtins).check(sources));
        return switch (arguments.form()) {
            case TEXT -> reportText(files, arguments);
            case JSON -> report(files, arguments, JsonReport::of);
            case GITHUB -> report(files, arguments, GithubReport::of);
            case GITLAB -> report(files, arguments, GitlabReport::of);
        };
    }

    private int reportText(List<CheckedFile> files, CheckArguments arguments) {
        TextReport report = new TextReport(out);
        int count = 0;
        for (CheckedFile file : files) {
            report.begin(file.result());
            CheckResult result = fetched(file, arguments, report::fetched);
            report.end(result);
            count += result.count();
        }
        return count;
    }

    private int report(List<CheckedFile> files, CheckArguments arguments, Function<List<CheckResult>, String> form) {
        List<CheckResult> results = files.stream()
                .map(file -> fetched(file, arguments, executable -> {}))
                .toList();
        out.print(form.apply(results));
        return results.stream().mapToInt(CheckResult::count).sum();
    }

    /** The result after its executables were fetched, where that was asked for and can be done. */
    private CheckResult fetched(CheckedFile file, CheckArguments arguments, Consumer<FetchedExecutable> each) {
        if (!arguments.fetch() || file.manifest().isEmpty()) {
            return file.result();
        }
        List<String> settings = fetch.settingsFaults();
        if (!settings.isEmpty()) {
            return file.result().with(settings, List.of());
        }
        try {
            return file.result().with(List.of(), fetch.run(file.manifest().get(), arguments.platform(), each));
        } catch (UncheckedIOException e) {
            return file.result().with(List.of(String.valueOf(e.getMessage())), List.of());
        }
    }
}
