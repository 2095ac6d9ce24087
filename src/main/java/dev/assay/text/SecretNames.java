package dev.assay.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Recognises names whose values are secret: of variables, members, flags and parameters of addresses. */
public final class SecretNames {
    /** Secret wherever they stand in a name, as in {@code DD_APIKEY}. */
    private static final List<String> ANYWHERE =
            List.of("token", "secret", "password", "passwd", "passphrase", "key", "credential");

    /** Secret as a word of the name, as in {@code BASIC_AUTH}; within others they mean something else: AUTHOR, COMPASS. */
    private static final Set<String> WORDS = Set.of("pwd", "auth", "authorization", "pass", "pat");

    /** Secret in an address, where a parameter's name is short, for instance a signature. */
    private static final List<String> IN_ADDRESS = List.of("sig", "pwd", "auth");

    /** A shell's working folders. */
    private static final Set<String> FOLDERS = Set.of("pwd", "oldpwd");

    private SecretNames() {}

    /** Whether a variable, a flag or a member of this name holds a secret. */
    public static boolean ofVariable(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean word = Arrays.stream(lower.split("[^a-z0-9]+")).anyMatch(WORDS::contains);
        return ANYWHERE.stream().anyMatch(lower::contains) || (word && !FOLDERS.contains(lower));
    }

    /** Whether a parameter of an address of this name holds a secret. */
    static boolean ofParameter(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ANYWHERE.stream().anyMatch(lower::contains)
                || IN_ADDRESS.stream().anyMatch(lower::contains);
    }
}
