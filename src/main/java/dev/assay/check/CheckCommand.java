package dev.assay.check;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.config.entry.ManifestFile;
import dev.assay.config.entry.ManifestText;
import dev.assay.text.WrongUsageException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The command {@code check FILE}. It reads a file of manifests as the service would, and prints all faults for a person or
 * a CI job. Without {@code --fetch} it touches neither network nor executables.
 */
public final class CheckCommand {
    private static final String USAGE = """
            usage: assay check FILE [--fetch] [--platform OS/ARCH] [--output text|json]
                   FILE                 the manifest of the ConfigMap argo-rollouts-config, among others; - for standard input
                   --fetch              fetch the executables into a temporary folder and verify them
                   --platform OS/ARCH   the machine that the plugins are for, for instance linux/arm64; this one by default
                   --output text|json   the form of the report: for a person, the default, or for a program
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
    private final Set<String> builtins;
    private final Fetch fetch;

    /** The part of the command that {@code --fetch} adds. */
    interface Fetch {
        /** Faults of Assay's own settings, each a sentence. Where there are any, nothing is fetched. */
        List<String> settingsFaults();

        /**
         * Fetches and verifies the executables. Blocks.
         *
         * @param each is told of each executable as it comes, one call after the other
         */
        List<FetchedExecutable> run(ManifestFile manifest, Platform platform, Consumer<FetchedExecutable> each);
    }

    /**
     * @param own the platform of this process
     * @param builtins names of the plugins that come with Assay
     */
    public CheckCommand(
            InputStream in, PrintStream out, PrintStream err, Platform own, Set<String> builtins, Fetch fetch) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.own = own;
        this.builtins = Set.copyOf(builtins);
        this.fetch = fetch;
    }

    /** Runs the command and gives its exit code. Blocks. */
    public int run(List<String> arguments) {
        if (arguments.contains("--help")) {
            out.print(USAGE);
            return VALID;
        }
        CheckArguments parsed;
        try {
            parsed = CheckArguments.parse(arguments, own);
        } catch (WrongUsageException e) {
            e.faults().forEach(err::println);
            err.print(USAGE);
            return WRONG_USAGE;
        }
        return check(parsed) == 0 ? VALID : FAULTY;
    }

    /** Checks the file and gives the number of faults. */
    private int check(CheckArguments arguments) {
        TextReport report = new TextReport(out);
        Optional<ManifestFile> manifest = Optional.empty();
        CheckResult result;
        ManifestText text = new ManifestText(arguments.file());
        String source = text.source();
        try {
            ManifestFile read = ManifestFile.check(source, text.read(in), arguments.platform(), builtins);
            manifest = Optional.of(read);
            result = result(
                            arguments,
                            source,
                            read.list().plugins(),
                            SecretsCheck.faults(read),
                            read.list().warnings())
                    .withMissingSecrets(read.missingSecrets());
        } catch (ConfigException e) {
            result = result(arguments, source, List.of(), e.faults(), e.warnings());
        }
        if (!arguments.json()) {
            report.begin(result);
        }
        if (arguments.fetch() && manifest.isPresent()) {
            result = fetch(manifest.get(), arguments, result, report);
        }
        if (arguments.json()) {
            out.println(JsonReport.of(result));
        } else {
            report.end(result);
        }
        return result.count();
    }

    private CheckResult fetch(ManifestFile manifest, CheckArguments arguments, CheckResult result, TextReport report) {
        List<String> settings = fetch.settingsFaults();
        if (!settings.isEmpty()) {
            return result.with(settings, List.of());
        }
        Consumer<FetchedExecutable> each = arguments.json() ? executable -> {} : report::fetched;
        return result.with(settings, fetch.run(manifest, arguments.platform(), each));
    }

    private static CheckResult result(
            CheckArguments arguments,
            String source,
            List<PluginSpec> plugins,
            List<ConfigFault> faults,
            List<String> warnings) {
        return new CheckResult(
                source, arguments.platform(), plugins, faults, warnings, List.of(), List.of(), List.of());
    }
}
