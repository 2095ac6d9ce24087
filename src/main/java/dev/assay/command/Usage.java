package dev.assay.command;

import java.io.PrintStream;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How a command is to be called.
 *
 * @param text what {@code --help} prints
 * @param wrong the exit code for arguments that are not understood
 */
public record Usage(String text, int wrong, PrintStream out, PrintStream err) {
    /** Reads the arguments of one command. */
    public interface Reader<T> {
        T read(List<String> arguments) throws WrongUsageException;
    }

    /**
     * Runs a command, and gives its exit code. Where help is asked for, or the arguments are not understood, that is told
     * instead.
     *
     * @param command gives its exit code
     */
    public <T> int run(List<String> arguments, Reader<T> reader, ToIntFunction<T> command) {
        if (arguments.contains(CommandLine.HELP)) {
            out.print(text);
            return 0;
        }
        T read;
        try {
            read = reader.read(arguments);
        } catch (WrongUsageException e) {
            e.faults().forEach(err::println);
            err.print(text);
            return wrong;
        }
        return command.applyAsInt(read);
    }
}
