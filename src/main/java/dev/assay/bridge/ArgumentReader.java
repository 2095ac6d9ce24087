package dev.assay.bridge;

import dev.assay.command.CommandLine;
import dev.assay.command.WrongUsageException;
import dev.assay.text.ForeignText;
import dev.assay.text.GoDuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the values of a command line, and collects all faults of it. */
final class ArgumentReader {
    private static final Pattern NAME = Pattern.compile("[^/\\s]+/[^/\\s]+");

    private static final String TO = "--to";
    private static final String TIMEOUT = "--timeout";
    private static final String WAIT = "--wait";
    private static final String CA_FILE = "--ca-file";
    private static final String TOKEN_FILE = "--token-file";

    private final CommandLine line;

    ArgumentReader(List<String> arguments) {
        this.line = CommandLine.split(
                arguments, List.of(), List.of(TO, TIMEOUT, WAIT, CA_FILE, TOKEN_FILE), text -> NAME.matcher(text)
                        .matches());
    }

    /** @throws WrongUsageException with all faults */
    BridgeArguments read() throws WrongUsageException {
        String plugin = plugin();
        Optional<AssayAddress> to = to();
        Duration timeout = duration(TIMEOUT, BridgeArguments.TIMEOUT);
        Duration waitLimit = duration(WAIT, BridgeArguments.WAIT);
        Optional<Path> caFile = line.path(CA_FILE);
        Optional<Path> tokenFile = line.path(TOKEN_FILE)
                .or(() -> Optional.of(Path.of(BridgeArguments.TOKEN)).filter(Files::exists));
        AssayAddress.checkTls(line, CA_FILE, TO, to);
        line.requireNoFaults();
        return new BridgeArguments(plugin, to.orElseThrow(), timeout, waitLimit, caFile, tokenFile);
    }

    private String plugin() {
        if (line.words().isEmpty()) {
            line.fault("find the plugin to forward to", "no name is given", "write it as NAMESPACE/NAME");
            return "";
        }
        String plugin = line.words().get(0);
        if (!NAME.matcher(plugin).matches()) {
            line.fault(
                    "read the plugin " + ForeignText.quoted(plugin),
                    "it is not of the form NAMESPACE/NAME",
                    "write the name that Assay's ConfigMap has");
        }
        if (line.words().size() > 1) {
            line.fault(
                    "forward to one plugin",
                    line.furtherWords() + " is given beside " + plugin,
                    "start one bridge for each");
        }
        return plugin;
    }

    private Optional<AssayAddress> to() {
        if (!line.has(TO)) {
            line.fault("find Assay", "--to is not given", "write --to http://HOST:PORT");
        }
        return AssayAddress.of(line, TO);
    }

    private Duration duration(String option, String otherwise) {
        return line.duration(option, otherwise)
                .or(() -> GoDuration.positive(otherwise))
                .orElseThrow();
    }
}
