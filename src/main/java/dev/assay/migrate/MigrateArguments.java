package dev.assay.migrate;

import dev.assay.bridge.BridgeCommand;
import dev.assay.command.CommandLine;
import dev.assay.command.WrongUsageException;
import dev.assay.config.Platform;
import dev.assay.text.KubernetesName;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of {@code migrate}.
 *
 * @param file a path, or {@code -} for standard input
 * @param undo whether the plugins go back to Argo
 * @param to the address of Assay; where it is absent, the Service of {@code k8s/} in the namespace of the ConfigMap
 * @param path where the bridge is in the container of Argo's controller
 * @param name that of Assay's ConfigMap
 * @param platform the meaning of placeholders in the locations of Assay's entries
 * @param further arguments of each bridge, after its own
 */
record MigrateArguments(
        String file,
        boolean undo,
        Optional<String> to,
        String path,
        String name,
        Platform platform,
        List<String> further) {
    /** Where the manifests of {@code k8s/bridge} put the bridge. */
    static final String DEFAULT_PATH = "/opt/assay-bridge/bridge";

    /** The ConfigMap that the manifests of {@code k8s/} let Assay read. */
    static final String DEFAULT_NAME = "assay-plugins";

    /** Stands for the default address while the arguments of the bridge are looked at. */
    private static final String PLACEHOLDER = "http://assay";

    private static final String UNDO = "--undo";
    private static final String TO = "--to";
    private static final String PATH = "--path";
    private static final String NAME = "--name";

    /** Begins the further arguments of each bridge. */
    private static final String END = "--";

    MigrateArguments {
        further = List.copyOf(further);
    }

    /**
     * Reads the arguments.
     *
     * @param own the platform of this process
     * @throws WrongUsageException with all faults
     */
    static MigrateArguments parse(List<String> arguments, Platform own) throws WrongUsageException {
        int end = arguments.contains(END) ? arguments.indexOf(END) : arguments.size();
        List<String> further = arguments.subList(Math.min(end + 1, arguments.size()), arguments.size());
        CommandLine line = CommandLine.split(
                arguments.subList(0, end), List.of(UNDO), List.of(TO, PATH, NAME, Platform.OPTION), text -> true);
        line.requireNoFaults();
        Optional<String> file = line.file("migrate");
        Optional<String> to = line.value(TO, Optional::of, "", "");
        Optional<String> path = line.value(
                PATH,
                text -> Optional.of(text).filter(MigrateArguments::isPath),
                "no absolute path of plain characters",
                "one such as " + DEFAULT_PATH);
        Optional<String> name = line.value(
                NAME,
                text -> Optional.of(text).filter(KubernetesName::isObject),
                "no name of a ConfigMap",
                "one such as " + DEFAULT_NAME);
        Platform platform = Platform.of(line, own);
        line.requireNoFaults();
        MigrateArguments parsed = new MigrateArguments(
                file.orElseThrow(),
                line.has(UNDO),
                to,
                path.orElse(DEFAULT_PATH),
                name.orElse(DEFAULT_NAME),
                platform,
                further);
        parsed.requireBridge();
        return parsed;
    }

    private void requireBridge() throws WrongUsageException {
        List<String> faults =
                BridgeCommand.faults(new Bridge(path, to.orElse(PLACEHOLDER), further).arguments("namespace/name"));
        if (!faults.isEmpty()) {
            throw new WrongUsageException(faults);
        }
    }

    private static boolean isPath(String text) {
        return text.startsWith("/")
                && !text.endsWith("/")
                && text.chars().noneMatch(c -> c <= ' ' || "?#%{}".indexOf(c) >= 0);
    }
}
