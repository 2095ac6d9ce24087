package dev.assay.migrate;

import dev.assay.command.Usage;
import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.Platform;
import dev.assay.config.entry.ManifestFile;
import dev.assay.config.entry.ManifestText;
import dev.assay.text.DocumentException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The command {@code migrate FILE}. It reads the ConfigMap that Argo Rollouts has, and prints two: Argo's with the bridge to
 * Assay in place of each plugin, and Assay's with the plugins as they were. With {@code --undo} it gives the first one back.
 * It touches neither network nor executables.
 */
public final class MigrateCommand {
    private static final String USAGE = """
            usage: assay migrate FILE [--to URL] [--path PATH] [--name NAME] [--platform OS/ARCH] [-- ARGUMENT...]
                   assay migrate --undo FILE [--name NAME] [--platform OS/ARCH]
                   FILE                 the manifest of the ConfigMap argo-rollouts-config, as YAML or JSON, among others or in
                                        a List of kubectl; - for standard input
                   --to URL             the address of Assay; by default http://assay-replicas.NAMESPACE.svc:8080, with the
                                        namespace of the ConfigMap or else argo-rollouts
                   --path PATH          the bridge in the container of Argo's controller; by default %s
                   --name NAME          the name of Assay's ConfigMap; by default %s
                   --platform OS/ARCH   the machine that Assay runs on, for instance linux/arm64; this one by default
                   -- ARGUMENT...       further arguments of each bridge, see "assay bridge --help"
                   --undo               print Argo's ConfigMap as it was; FILE holds what migrate has printed
            Both ConfigMaps go to standard output as one YAML stream, faults and notes to standard error.
            exit code: 0 without faults, 1 with faults, 2 for wrong usage
            """.formatted(MigrateArguments.DEFAULT_PATH, MigrateArguments.DEFAULT_NAME);

    private static final String SEPARATOR = "---\n";
    private static final String NAMESPACE = "argo-rollouts";
    /** The exit code where there are faults. */
    public static final int FAULTY = 1;

    private static final int DONE = 0;
    private static final int WRONG_USAGE = 2;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Platform own;
    private final Set<String> builtins;

    /**
     * @param own the platform of this process
     * @param builtins names of the plugins that come with Assay
     */
    public MigrateCommand(InputStream in, PrintStream out, PrintStream err, Platform own, Set<String> builtins) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.own = own;
        this.builtins = Set.copyOf(builtins);
    }

    /** Runs the command and gives its exit code. Blocks. */
    public int run(List<String> arguments) {
        return new Usage(USAGE, WRONG_USAGE, out, err)
                .run(arguments, words -> MigrateArguments.parse(words, own), this::run);
    }

    private int run(MigrateArguments parsed) {
        ManifestText text = new ManifestText(parsed.file());
        try {
            print(text.source(), migrated(parsed, text));
            return DONE;
        } catch (ConfigException e) {
            err.println(e.getMessage());
        } catch (DocumentException e) {
            err.println("tried to read " + text.source() + ", but " + e.reason() + "; write it in another way");
        }
        return FAULTY;
    }

    private MigrationResult migrated(MigrateArguments arguments, ManifestText manifest) {
        List<ManifestFile> files = ManifestFile.checkPair(
                manifest.source(), manifest.read(in), arguments.platform(), builtins, arguments.name());
        List<ConfigMapDocument> documents = files.stream()
                .map(file -> ConfigMapDocument.of(file.configMap()))
                .toList();
        ConfigMapDocument argo = documents.get(0);
        if (argo.name().equals(arguments.name())) {
            throw fault(
                    manifest, "holds Assay's ConfigMap " + arguments.name() + " alone", "add that of Argo Rollouts");
        }
        if (arguments.undo() && documents.size() == 1) {
            throw fault(
                    manifest,
                    "holds no ConfigMap " + arguments.name() + ", in which Assay has its plugins",
                    "add its manifest, or give its name with --name");
        }
        files.get(files.size() - 1).list().warnings().forEach(warning -> err.println("warning: " + warning));
        MigrationResult outcome = arguments.undo()
                ? new Reversal(arguments.name()).undo(argo, documents.get(1))
                : new Migration(bridge(arguments, argo), arguments.name())
                        .migrate(argo, documents.stream().skip(1).findFirst());
        if (!outcome.faults().isEmpty()) {
            throw new ConfigException(manifest.source(), outcome.faults());
        }
        return outcome;
    }

    private static Bridge bridge(MigrateArguments arguments, ConfigMapDocument argo) {
        String to = arguments
                .to()
                .orElseGet(() -> "http://assay-replicas." + argo.namespace().orElse(NAMESPACE) + ".svc:8080");
        return new Bridge(arguments.path(), to, arguments.further());
    }

    private void print(String source, MigrationResult outcome) {
        outcome.notes().forEach(note -> err.println("note: " + note));
        err.println("note: comments of " + source + " outside the lists of plugins are not kept");
        out.print(outcome.documents().stream().map(ConfigMapDocument::yaml).collect(Collectors.joining(SEPARATOR)));
    }

    private static ConfigException fault(ManifestText manifest, String problem, String remedy) {
        return new ConfigException(manifest.source(), List.of(new ConfigFault("file", "", problem, remedy)));
    }
}
