package dev.assay.check;

import dev.assay.config.Platform;
import java.util.ArrayDeque;
import java.util.Deque;
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
    /**
     * Reads the arguments. Throws {@link IllegalArgumentException} whose message is a sentence for the user.
     *
     * @param own the platform of this process
     */
    static CheckArguments parse(List<String> arguments, Platform own) {
        Deque<String> left = new ArrayDeque<>(arguments);
        Optional<String> file = Optional.empty();
        boolean fetch = false;
        Platform platform = own;
        boolean json = false;
        while (!left.isEmpty()) {
            String argument = left.remove();
            if (argument.equals("--fetch")) {
                fetch = true;
            } else if (argument.equals("--platform")) {
                platform = Platform.ofOption(left.isEmpty() ? "" : left.remove());
            } else if (argument.startsWith("--platform=")) {
                platform = Platform.ofOption(argument.substring("--platform=".length()));
            } else if (argument.equals("--output")) {
                json = isJson(left.isEmpty() ? "" : left.remove());
            } else if (argument.startsWith("--output=")) {
                json = isJson(argument.substring("--output=".length()));
            } else if (argument.startsWith("-") && !argument.equals("-")) {
                throw new IllegalArgumentException("check does not know the option " + argument);
            } else if (file.isPresent()) {
                throw new IllegalArgumentException("check takes one file, but " + argument + " is a second one");
            } else {
                file = Optional.of(argument);
            }
        }
        return new CheckArguments(
                file.orElseThrow(() -> new IllegalArgumentException("check needs a file")), fetch, platform, json);
    }

    private static boolean isJson(String text) {
        if (!text.equals("json") && !text.equals("text")) {
            throw new IllegalArgumentException("--output must be text or json, but is \"" + text + '"');
        }
        return text.equals("json");
    }
}
