package dev.assay.secret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import dev.assay.text.SecretNames;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets within a value, which programs print alone: the password of an address, the token after {@code Bearer}, the
 * secret members of a JSON document and of a connection string.
 */
final class SecretParts {
    /** {@code scheme://user:password@host}; the user may be missing. */
    private static final Pattern USER_INFO = Pattern.compile("://([^/?#@:\\s]*):([^/?#\\s]*)@");

    private static final Pattern SCHEME =
            Pattern.compile("(?i)(?:bearer|basic|token|apikey|negotiate|digest)\\s+(\\S+)");

    private static final Pattern PAIR = Pattern.compile("([A-Za-z_-]{3,40})=([^\\s;&\"']+)");

    /** A larger value is no JSON document of credentials. */
    private static final int LONGEST_DOCUMENT = 64 * 1024;

    private SecretParts() {}

    /** The value and its parts. */
    static Set<String> withParts(String value) {
        Set<String> values = new LinkedHashSet<>();
        values.add(value);
        values.addAll(parts(value));
        return values;
    }

    /** The parts alone, for a value that is itself no secret, such as the address of a proxy. */
    static Set<String> parts(String value) {
        Set<String> parts = new LinkedHashSet<>(passwords(value));
        Matcher scheme = SCHEME.matcher(value.strip());
        if (scheme.matches()) {
            parts.add(scheme.group(1));
            addBasic(parts, scheme.group(1));
        }
        Matcher pairs = PAIR.matcher(SecretForms.bounded(value));
        while (pairs.find()) {
            if (SecretNames.ofVariable(pairs.group(1))) {
                parts.add(pairs.group(2));
            }
        }
        if (value.strip().startsWith("{") && value.length() <= LONGEST_DOCUMENT) {
            addMembers(parts, value);
        }
        return parts;
    }

    /** The passwords of the addresses in the text, as they stand there and decoded. */
    static Set<String> passwords(String text) {
        Set<String> passwords = new LinkedHashSet<>();
        Matcher userInfo = USER_INFO.matcher(SecretForms.bounded(text));
        while (userInfo.find()) {
            passwords.add(userInfo.group(2));
            passwords.add(decoded(userInfo.group(2)));
        }
        passwords.remove("");
        return passwords;
    }

    private static String decoded(String password) {
        try {
            return URLDecoder.decode(password.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A percent sign that begins no escape: the password is what is written.
            return password;
        }
    }

    private static void addBasic(Set<String> parts, String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon >= 0 && colon + 1 < pair.length()) {
                parts.add(pair.substring(colon + 1));
            }
        } catch (IllegalArgumentException e) {
            // A token and no Base64; it is a part as it is.
            return;
        }
    }

    private static void addMembers(Set<String> parts, String document) {
        try {
            addMembers(parts, Json.lenientValue(document));
        } catch (DocumentException e) {
            // No JSON after all; its lines are hidden as they are.
            return;
        }
    }

    private static void addMembers(Set<String> parts, JsonNode node) {
        node.properties().forEach(member -> {
            if (member.getValue().isTextual() && SecretNames.ofVariable(member.getKey())) {
                parts.add(member.getValue().textValue());
            } else {
                addMembers(parts, member.getValue());
            }
        });
        if (node.isArray()) {
            node.forEach(element -> addMembers(parts, element));
        }
    }
}
