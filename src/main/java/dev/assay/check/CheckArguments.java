package dev.assay.check;

import dev.assay.command.CommandLine;
import dev.assay.command.WrongUsageException;
import dev.assay.config.Platform;
import java.util.List;

/**
 * The arguments of {@code check}.
 *
 * @param files paths, or {@code -} for standard input, at least one
 * @param fetch whether executables are fetched and verified
 * @param platform the meaning of placeholders, and the platform that executables must be built for
 */
record CheckArguments(List<String> files, boolean fetch, Platform platform, OutputForm form) {
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
        List<String> files = line.files("check");
        Platform platform = Platform.of(line, own);
        OutputForm form = line.value(OUTPUT, OutputForm::of, "no form of a report", "one of " + OutputForm.ALL)
                .orElse(OutputForm.TEXT);
        line.requireNoFaults();
        return new CheckArguments(files, line.has(FETCH), platform, form);
    }
}
