package dev.assay.check;

import dev.assay.config.Platform;
import dev.assay.text.CommandLine;
import dev.assay.text.WrongUsageException;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of {@code check}.
 *
 * @param file a path, or {@code -} for standard input
 * @param fetch whether executables are fetched and verified
 * @param platform the meaning of placeholders, and the platform that executables must be built for
 * @param json whether the report is for a program
 */
record CheckArguments(String file, boolean fetch, Platform platform, boolean json) {
    private static final String FETCH = "--fetch";
    private static final String OUTPUT = "--output";

    /**
     * Reads the arguments.
     *
     * @param own the platform of this process
     * @throws WrongUsageException with all faults
     */
    static CheckArguments parse(List<String> arguments, Platform own) throws WrongUsageException {
        CommandLine line = CommandLine.split(arguments, List.of(FETCH), List.of(Platform.OPTION, OUTPUT), text -> true);
        line.requireNoFaults();
        Optional<String> file = line.file("check");
        Platform platform = Platform.of(line, own);
        boolean json = line.value(OUTPUT, CheckArguments::isJson, "no form of a report", "text or json")
                .orElse(false);
        line.requireNoFaults();
        return new CheckArguments(file.orElseThrow(), line.has(FETCH), platform, json);
    }

    private static Optional<Boolean> isJson(String text) {
        return text.equals("json") || text.equals("text") ? Optional.of(text.equals("json")) : Optional.empty();
    }
}
