package dev.assay.bridge;

import dev.assay.text.ForeignText;
import dev.assay.text.SpellingSuggestion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line, taken apart.
 *
 * @param words that belong to no option
 * @param values by option; empty for an option that has none
 * @param faults each a sentence for the user
 */
record Options(List<String> words, Map<String, String> values, List<String> faults) {
    static final String TO = "--to";
    static final String TIMEOUT = "--timeout";
    static final String WAIT = "--wait";
    static final String CA_FILE = "--ca-file";
    static final String TOKEN_FILE = "--token-file";

    private static final List<String> KNOWN = List.of(TO, TIMEOUT, WAIT, CA_FILE, TOKEN_FILE, "--help");
    private static final int LONGEST_QUOTE = 200;

    /** Takes the arguments apart: {@code --option value} and {@code --option=value} are the same. */
    static Options split(List<String> arguments) {
        Options options = new Options(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            String argument = left.remove();
            if (argument.startsWith("-")) {
                options.add(argument, left);
            } else {
                options.words.add(argument);
            }
        }
        return options;
    }

    private void add(String argument, Deque<String> left) {
        int equals = argument.indexOf('=');
        String option = equals < 0 ? argument : argument.substring(0, equals);
        boolean valueFollows = equals < 0 && !left.isEmpty() && !left.element().startsWith("--");
        String value = equals >= 0 ? argument.substring(equals + 1) : valueFollows ? left.element() : "";
        boolean known = KNOWN.contains(option);
        // What follows a misspelt option is its value, unless it looks like the name of a plugin.
        if (valueFollows && (known || !ArgumentReader.isName(value))) {
            left.remove();
        }
        if (!known) {
            String remedy = SpellingSuggestion.to(option, KNOWN)
                    .map(near -> "write " + near)
                    .orElse("the options are " + String.join(", ", KNOWN));
            fault("read " + ForeignText.oneLine(option, LONGEST_QUOTE), "there is no such option", remedy);
        } else if (values.putIfAbsent(option, value) != null) {
            fault("read " + option, "it is given twice", "give it once");
        }
    }

    void fault(String tried, String problem, String remedy) {
        faults.add("tried to " + tried + ", but " + problem + "; " + remedy);
    }
}
