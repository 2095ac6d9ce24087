package dev.assay.migrate;

import dev.assay.bridge.BridgeCommand;
import dev.assay.config.Platform;
import dev.assay.text.KubernetesName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    static final String PATH = "/opt/assay-bridge/bridge";

    /** The ConfigMap that the manifests of {@code k8s/} let Assay read. */
    static final String NAME = "assay-plugins";

    /** Stands for the default address while the arguments of the bridge are looked at. */
    private static final String PLACEHOLDER = "http://assay";

    MigrateArguments {
        further = List.copyOf(further);
    }

    /**
     * Reads the arguments. Throws {@link IllegalArgumentException} whose message is a sentence for the user.
     *
     * @param own the platform of this process
     */
    static MigrateArguments parse(List<String> arguments, Platform own) {
        int end = arguments.contains("--") ? arguments.indexOf("--") : arguments.size();
        List<String> further = arguments.subList(Math.min(end + 1, arguments.size()), arguments.size());
        Deque<String> left = new ArrayDeque<>(arguments.subList(0, end));
        @Nullable String file = null;
        boolean undo = false;
        @Nullable String to = null;
        String path = PATH;
        String name = NAME;
        Platform platform = own;
        while (!left.isEmpty()) {
            String argument = left.remove();
            int equals = argument.indexOf('=');
            boolean joined = argument.startsWith("--") && equals > 0;
            String option = joined ? argument.substring(0, equals) : argument;
            Supplier<String> value = () -> joined ? argument.substring(equals + 1) : next(left);
            switch (option) {
                case "--undo" -> undo = true;
                case "--to" -> to = value.get();
                case "--path" -> path = path(value.get());
                case "--name" -> name = name(value.get());
                case "--platform" -> platform = Platform.ofOption(value.get());
                default -> file = file(file, argument);
            }
        }
        if (file == null) {
            throw new IllegalArgumentException("migrate needs a file");
        }
        List<String> faults = BridgeCommand.faults(
                new Bridge(path, to == null ? PLACEHOLDER : to, further).arguments("namespace/name"));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        return new MigrateArguments(file, undo, Optional.ofNullable(to), path, name, platform, further);
    }

    private static String next(Deque<String> left) {
        return left.isEmpty() ? "" : left.remove();
    }

    private static String file(@Nullable String former, String argument) {
        if (argument.startsWith("-") && !argument.equals("-")) {
            throw new IllegalArgumentException("migrate does not know the option " + argument);
        }
        if (former != null) {
            throw new IllegalArgumentException("migrate takes one file, but " + argument + " is a second one");
        }
        return argument;
    }

    private static String path(String text) {
        if (!text.startsWith("/")
                || text.endsWith("/")
                || text.chars().anyMatch(c -> c <= ' ' || "?#%{}".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("--path must be an absolute path of plain characters, for instance "
                    + PATH + ", but is \"" + text + '"');
        }
        return text;
    }

    private static String name(String text) {
        if (!KubernetesName.isObject(text)) {
            throw new IllegalArgumentException(
                    "--name must be the name of a ConfigMap, for instance " + NAME + ", but is \"" + text + '"');
        }
        return text;
    }
}
