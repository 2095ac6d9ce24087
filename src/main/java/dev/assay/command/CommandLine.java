package dev.assay.command;

import dev.assay.text.ForeignText;
import dev.assay.text.GoDuration;
import dev.assay.text.SpellingSuggestion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command line, taken apart. {@code --option value} and {@code --option=value} are the same. All faults of it are kept,
 * each as a sentence for the user. Not thread-safe.
 */
public final class CommandLine {
    private static final int LONGEST_QUOTE = 200;

    /** Which a command looks for before it reads anything else. */
    static final String HELP = "--help";

    private final List<String> flags;
    private final List<String> options;
    private final List<String> lists;
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, List<String>> repeated = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private CommandLine(List<String> flags, List<String> options, List<String> lists) {
        this.flags = flags;
        this.options = options;
        this.lists = lists;
    }

    /**
     * Takes the arguments apart.
     *
     * @param flags options without a value, each with its two dashes
     * @param options those with a value
     * @param isWord whether a text may be a word of this command. Any other one that follows a misspelt option is the value of
     *     it, so that one slip is one fault
     */
    public static CommandLine split(
            List<String> arguments, List<String> flags, List<String> options, Predicate<String> isWord) {
        return split(arguments, flags, options, List.of(), isWord);
    }

    /**
     * Takes the arguments apart, as the other method.
     *
     * @param lists options with a value that may be given several times
     */
    public static CommandLine split(
            List<String> arguments,
            List<String> flags,
            List<String> options,
            List<String> lists,
            Predicate<String> isWord) {
        CommandLine line = new CommandLine(flags, options, lists);
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            String argument = left.remove();
            if (argument.startsWith("-") && !argument.equals("-")) {
                line.add(argument, left, isWord);
            } else {
                line.words.add(argument);
            }
        }
        return line;
    }

    private void add(String argument, Deque<String> left, Predicate<String> isWord) {
        int equals = argument.indexOf('=');
        String option = equals < 0 ? argument : argument.substring(0, equals);
        boolean isFlag = flags.contains(option);
        boolean isList = lists.contains(option);
        boolean isKnown = isFlag || isList || options.contains(option);
        boolean valueFollows = !isFlag
                && equals < 0
                && !left.isEmpty()
                && !left.element().startsWith("--")
                && (isKnown || !isWord.test(left.element()));
        String value = equals >= 0 ? argument.substring(equals + 1) : valueFollows ? left.remove() : "";
        if (!isKnown) {
            fault("read " + ForeignText.oneLine(option, LONGEST_QUOTE), "there is no such option", suggestion(option));
        } else if (isFlag && equals >= 0) {
            fault("read " + option, ForeignText.quoted(value) + " is given, and it takes no value", "write it alone");
        } else if (isList) {
            repeated.computeIfAbsent(option, first -> new ArrayList<>()).add(value);
        } else if (values.putIfAbsent(option, value) != null) {
            fault("read " + option, "it is given twice", "give it once");
        }
    }

    private String suggestion(String option) {
        List<String> known = Stream.of(options, lists, flags, List.of(HELP))
                .flatMap(List::stream)
                .distinct()
                .toList();
        return SpellingSuggestion.to(option, known)
                .map(near -> "write " + near)
                .orElse("the options are " + String.join(", ", known));
    }

    /** The arguments that belong to no option. */
    public List<String> words() {
        return List.copyOf(words);
    }

    /** The words after the first, for a message. */
    public String furtherWords() {
        return words.stream().skip(1).map(ForeignText::quoted).collect(Collectors.joining(", "));
    }

    /**
     * The one file of a command; empty, with a fault, where there is none or are several.
     *
     * @param action for messages, for instance {@code check}
     */
    public Optional<String> file(String action) {
        if (words.isEmpty()) {
            fault("find the file to " + action, "no name is given", "give its path, or - for standard input");
        } else if (words.size() > 1) {
            fault(
                    action + " one file",
                    furtherWords() + " is given beside " + ForeignText.quoted(words.get(0)),
                    "give one file");
        }
        refuseEmptyNames(action);
        return words.size() == 1 ? Optional.of(words.get(0)) : Optional.empty();
    }

    /**
     * The files of a command, each once; none, with a fault, where none is named.
     *
     * @param action for messages, for instance {@code check}
     */
    public List<String> files(String action) {
        if (words.isEmpty()) {
            fault("find the file to " + action, "no name is given", "give its path, or - for standard input");
        }
        refuseEmptyNames(action);
        return words.stream().distinct().toList();
    }

    /** An empty name would be the working directory. A script gives it for a variable that is not set. */
    private void refuseEmptyNames(String action) {
        if (words.contains("")) {
            fault("find the file to " + action, "an empty name is given", "give its path, or - for standard input");
        }
    }

    public boolean has(String option) {
        return values.containsKey(option);
    }

    /** The values of an option that may be given several times, in their order. */
    public List<String> values(String option) {
        return List.copyOf(repeated.getOrDefault(option, List.of()));
    }

    /** The value of an option as a path; empty where it is not given, and, with a fault, where it is none. */
    public Optional<Path> path(String option) {
        return value(option, CommandLine::toPath, "no path", "the path of a file");
    }

    private static Optional<Path> toPath(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * The value of an option as a duration above zero; empty where it is not given, and, with a fault, where it is none.
     *
     * @param example for the message
     */
    public Optional<Duration> duration(String option, String example) {
        return value(option, GoDuration::positive, "no duration above zero", "one such as " + example);
    }

    /**
     * The value of an option; empty where it is not given, and, with a fault, where it cannot be read.
     *
     * @param read gives nothing for a text that it cannot read
     * @param problem the end of {@code "TEXT" is ...}
     * @param remedy the end of {@code write ...}
     */
    public <T> Optional<T> value(String option, Function<String, Optional<T>> read, String problem, String remedy) {
        if (!has(option)) {
            return Optional.empty();
        }
        String text = values.getOrDefault(option, "");
        Optional<T> value = read.apply(text);
        if (value.isEmpty()) {
            fault("read " + option, ForeignText.quoted(text) + " is " + problem, "write " + remedy);
        }
        return value;
    }

    /** Adds the fault {@code tried to ..., but ...; ...}. */
    public void fault(String tried, String problem, String remedy) {
        faults.add("tried to " + tried + ", but " + problem + "; " + remedy);
    }

    /** @throws WrongUsageException with all faults, where there are any */
    public void requireNoFaults() throws WrongUsageException {
        if (!faults.isEmpty()) {
            throw new WrongUsageException(faults);
        }
    }
}
