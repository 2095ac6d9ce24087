package dev.assay.run;

import dev.assay.bridge.AssayAddress;
import dev.assay.command.CommandLine;
import dev.assay.command.WrongUsageException;
import dev.assay.text.ForeignText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of {@code run}.
 *
 * @param files paths, or {@code -} for standard input, at least one
 * @param arguments of the analysis, by name
 * @param server absent for plugins that are started here
 * @param plugins the ConfigMap of these, as {@code files} names files; absent for the one of the settings, or the default
 * @param timeout absent for none
 */
record RunArguments(
        List<String> files,
        Map<String, String> arguments,
        Optional<AssayAddress> server,
        Optional<Path> tokenFile,
        Optional<Path> caFile,
        Optional<String> plugins,
        Optional<Duration> timeout,
        RunForm form) {
    private static final String ARG = "--arg";
    private static final String SERVER = "--server";
    private static final String TOKEN_FILE = "--token-file";
    private static final String CA_FILE = "--ca-file";
    private static final String PLUGINS = "--plugins";
    private static final String TIMEOUT = "--timeout";
    private static final String OUTPUT = "--output";

    RunArguments {
        files = List.copyOf(files);
    }

    /** @throws WrongUsageException with all faults */
    static RunArguments parse(List<String> words) throws WrongUsageException {
        CommandLine line = CommandLine.split(
                words,
                List.of(),
                List.of(SERVER, TOKEN_FILE, CA_FILE, PLUGINS, TIMEOUT, OUTPUT),
                List.of(ARG),
                text -> true);
        line.requireNoFaults();
        List<String> files = line.files("run");
        Map<String, String> arguments = arguments(line);
        Optional<AssayAddress> server = AssayAddress.of(line, SERVER);
        Optional<Path> tokenFile = line.path(TOKEN_FILE);
        Optional<Path> caFile = line.path(CA_FILE);
        Optional<String> plugins = line.value(
                PLUGINS, text -> Optional.of(text).filter(name -> !name.isBlank()), "no path", "the path of a file");
        Optional<Duration> timeout = line.duration(TIMEOUT, "30m");
        RunForm form = line.value(OUTPUT, RunForm::of, "no form of a report", "one of " + RunForm.ALL)
                .orElse(RunForm.TEXT);
        checkPlace(line, server);
        if (plugins.filter("-"::equals).isPresent() && files.contains("-")) {
            line.fault("read standard input", "both FILE and --plugins are -", "give a path for one of them");
        }
        line.requireNoFaults();
        return new RunArguments(files, arguments, server, tokenFile, caFile, plugins, timeout, form);
    }

    private static Map<String, String> arguments(CommandLine line) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (String text : line.values(ARG)) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                line.fault("read " + ARG, ForeignText.quoted(text) + " is not NAME=VALUE", "write --arg NAME=VALUE");
                continue;
            }
            String name = text.substring(0, equals);
            if (arguments.put(name, text.substring(equals + 1)) != null) {
                line.fault("read " + ARG, ForeignText.quoted(name) + " is given twice", "give it once");
            }
        }
        return arguments;
    }

    private static void checkPlace(CommandLine line, Optional<AssayAddress> server) {
        if (line.has(SERVER) && line.has(PLUGINS)) {
            line.fault(
                    "choose where to run",
                    "both --server and --plugins are given, and a server has plugins of its own",
                    "give one of them");
        }
        for (String option : List.of(TOKEN_FILE, CA_FILE)) {
            if (line.has(option) && !line.has(SERVER)) {
                line.fault("use " + option, "--server is not given", "give the address of Assay, or leave it out");
            }
        }
        AssayAddress.checkTls(line, CA_FILE, SERVER, server);
    }
}
