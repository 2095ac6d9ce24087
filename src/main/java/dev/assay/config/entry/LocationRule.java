package dev.assay.config.entry;

import dev.assay.config.Location;
import dev.assay.config.Platform;
import dev.assay.text.Redacted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The rule for {@code location}. Argo parses it with Go's {@code url.ParseRequestURI} and takes {@code Host + Path} for the
 * path of a file (argo-rollouts: utils/plugin/downloader.go). So {@code file://./x} and {@code file://x/y} are relative,
 * and {@code file:///x} is absolute.
 */
final class LocationRule {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.\\-]*):(.*)", Pattern.DOTALL);
    private static final Pattern BUILTIN = Pattern.compile("//[a-z0-9][a-z0-9\\-]*");
    private static final Pattern HOST_AND_PATH = Pattern.compile("[A-Za-z0-9\\-]+(\\.[A-Za-z0-9\\-]+)+(:[0-9]+)?/.+");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** Characters that are legal in Go's addresses, but not in Java's. */
    private static final String TO_ESCAPE = " \"<>\\^`{|}#";

    private static final int LAST_PORT = 65_535;

    /** The longest address, in characters; browsers, servers and proxies have a similar limit. */
    private static final int LONGEST = 4096;

    private static final String FORMS =
            "write file:///absolute/path, file://./relative/path, https://host/path or http://host/path";

    private LocationRule() {}

    /** @param platform the meaning of placeholders */
    static Optional<Location> check(Node node, String text, Platform platform, FaultLocation place) {
        if (text.isBlank()) {
            place.fault(node, "is empty", FORMS);
            return Optional.empty();
        }
        if (text.length() > LONGEST) {
            place.fault(
                    node,
                    "has " + text.length() + " characters, and at most " + LONGEST + " are read",
                    "write a shorter address");
            return Optional.empty();
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            place.fault(node, "holds a line break or another control character", "write it on one line");
            return Optional.empty();
        }
        if (!text.equals(text.strip())) {
            place.fault(node, "begins or ends with a space", "write it without");
            return Optional.empty();
        }
        Matcher parts = SCHEME.matcher(text);
        if (!parts.matches() || HOST_AND_PATH.matcher(text).matches()) {
            place.fault(node, Redacted.text(text) + " has no scheme", withScheme(text));
            return Optional.empty();
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String rest = parts.group(2);
        return switch (scheme) {
            case "file" -> file(node, rest, platform, place);
            case "http", "https" -> http(node, scheme, rest, platform, place);
            case "builtin" -> builtin(node, rest, place);
            default -> {
                place.fault(node, "has the scheme \"" + Redacted.plain(scheme) + "\", which is not known", FORMS);
                yield Optional.empty();
            }
        };
    }

    private static String withScheme(String text) {
        if (HOST_AND_PATH.matcher(text).matches()) {
            return "write https://" + Redacted.plain(text) + ", or file://./" + Redacted.plain(text) + " for a file";
        }
        return text.startsWith("/") || text.startsWith("./") || text.startsWith("../")
                ? "write file://" + Redacted.plain(text)
                : "write file://./" + Redacted.plain(text) + " for a file in the working directory";
    }

    private static Optional<Location> file(Node node, String rest, Platform platform, FaultLocation place) {
        if (!rest.startsWith("/")) {
            place.fault(node, Redacted.text("file:" + rest) + " has no path", "write file://./" + Redacted.plain(rest));
            return Optional.empty();
        }
        if (rest.equals("/") || rest.equals("//") || rest.endsWith("/")) {
            place.fault(node, Redacted.text("file:" + rest) + " names no file", "name the executable itself");
            return Optional.empty();
        }
        if (rest.contains("%00")) {
            place.fault(node, Redacted.text("file:" + rest) + " holds %00, which no path has", "write it without");
            return Optional.empty();
        }
        doubtBrackets(node, "file:" + rest, place);
        Placeholders.warnOfUnknown(node, "file:" + rest, place);
        return uri(node, "file:" + rest, platform, place).map(Location.File::new);
    }

    private static Optional<Location> http(
            Node node, String scheme, String rest, Platform platform, FaultLocation place) {
        doubtBrackets(node, scheme + ":" + rest, place);
        Placeholders.warnOfUnknown(node, scheme + ":" + rest, place);
        Optional<URI> uri = uri(node, scheme + ":" + rest, platform, place);
        if (uri.isPresent() && uri.get().getHost() == null) {
            HostFault fault = HostFault.of(uri.get(), scheme);
            place.fault(node, Redacted.text(scheme + ":" + rest) + " " + fault.problem(), fault.remedy());
            return Optional.empty();
        }
        if (uri.isPresent() && uri.get().getPort() > LAST_PORT) {
            place.fault(
                    node, Redacted.text(scheme + ":" + rest) + " has no valid port", "write one up to " + LAST_PORT);
            return Optional.empty();
        }
        return uri.map(Location.Http::new);
    }

    /** Manuals write {@code <version>} for what the reader is to fill in. */
    private static void doubtBrackets(Node node, String text, FaultLocation place) {
        if (Placeholders.tail(text).matches(".*[<>].*")) {
            place.doubt(
                    node,
                    Redacted.text(text) + " has < or >, which no address has",
                    "write the real words in place of those of the manual");
        }
    }

    private static Optional<Location> builtin(Node node, String rest, FaultLocation place) {
        if (!BUILTIN.matcher(rest).matches()) {
            place.fault(
                    node,
                    Redacted.text("builtin:" + rest) + " names no plugin that comes with Assay",
                    "write builtin://NAME, for instance builtin://sample-scrape");
            return Optional.empty();
        }
        String name = rest.substring("//".length());
        Set<String> known = place.collector().builtins().orElse(Set.of(name));
        if (!known.contains(name)) {
            place.fault(
                    node,
                    Redacted.text("builtin:" + rest) + " names no plugin that comes with Assay",
                    "write one of builtin://" + String.join(", builtin://", new TreeSet<>(known)));
            return Optional.empty();
        }
        return Optional.of(new Location.Builtin(name));
    }

    private static Optional<URI> uri(Node node, String text, Platform platform, FaultLocation place) {
        if (BAD_ESCAPE.matcher(text).find()) {
            place.fault(node, Redacted.text(text) + " has a % that begins no escape", "write %25 for a percent sign");
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(escaped(Placeholders.fill(text, platform))));
        } catch (URISyntaxException e) {
            place.fault(node, Redacted.text(text) + " is no valid address (" + e.getReason() + ")", FORMS);
            return Optional.empty();
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (TO_ESCAPE.indexOf(c) >= 0) {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
