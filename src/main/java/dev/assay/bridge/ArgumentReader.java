package dev.assay.bridge;

import dev.assay.text.ForeignText;
import dev.assay.text.GoDuration;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the values of a command line, and collects all faults of it. */
final class ArgumentReader {
    private static final Pattern NAME = Pattern.compile("[^/\\s]+/[^/\\s]+");

    private final Options options;

    ArgumentReader(Options options) {
        this.options = options;
    }

    /** Whether the text may be the name of a plugin. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** @throws WrongUsageException with all faults */
    BridgeArguments read() throws WrongUsageException {
        String plugin = plugin();
        Optional<AssayAddress> to = to();
        Duration timeout = duration(Options.TIMEOUT, BridgeArguments.TIMEOUT);
        Duration patience = duration(Options.WAIT, BridgeArguments.WAIT);
        Optional<Path> caFile = path(Options.CA_FILE);
        Optional<Path> tokenFile = path(Options.TOKEN_FILE);
        if (caFile.isPresent() && to.isPresent() && !to.get().tls()) {
            options.fault("use --ca-file", "--to is no https:// address", "write https:// there, or leave it out");
        }
        if (to.isEmpty() || !options.faults().isEmpty()) {
            throw new WrongUsageException(options.faults());
        }
        return new BridgeArguments(plugin, to.get(), timeout, patience, caFile, tokenFile);
    }

    private String plugin() {
        if (options.words().isEmpty()) {
            options.fault("find the plugin to forward to", "no name is given", "write it as NAMESPACE/NAME");
            return "";
        }
        String plugin = options.words().get(0);
        if (!isName(plugin)) {
            options.fault(
                    "read the plugin " + ForeignText.quoted(plugin),
                    "it is not of the form NAMESPACE/NAME",
                    "write the name that Assay's ConfigMap has");
        }
        if (options.words().size() > 1) {
            String others =
                    options.words().stream().skip(1).map(ForeignText::quoted).collect(Collectors.joining(", "));
            options.fault("forward to one plugin", others + " is given beside " + plugin, "start one bridge for each");
        }
        return plugin;
    }

    private Optional<AssayAddress> to() {
        if (!options.values().containsKey(Options.TO)) {
            options.fault("find Assay", "--to is not given", "write --to http://HOST:PORT");
            return Optional.empty();
        }
        return value(Options.TO, AssayAddress::parse, "no address of Assay", "http://HOST:PORT or https://HOST:PORT");
    }

    private Duration duration(String option, String otherwise) {
        options.values().putIfAbsent(option, otherwise);
        return value(option, GoDuration::positive, "no duration above zero", "one such as " + otherwise)
                .orElse(Duration.ZERO);
    }

    private Optional<Path> path(String option) {
        return options.values().containsKey(option)
                ? value(option, ArgumentReader::toPath, "no path", "the path of a file")
                : Optional.empty();
    }

    private <T> Optional<T> value(String option, Function<String, Optional<T>> read, String problem, String remedy) {
        String text = options.values().getOrDefault(option, "");
        Optional<T> value = read.apply(text);
        if (value.isEmpty()) {
            options.fault("read " + option, ForeignText.quoted(text) + " is " + problem, "write " + remedy);
        }
        return value;
    }

    private static Optional<Path> toPath(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
