package dev.assay.plugin;

import dev.assay.wire.Certificates;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The environment variables by which a host tells a plugin how to serve (go-plugin {@code server.go}, {@code Serve}).
 *
 * @param protocols {@code ASSAY_PLUGIN_PROTOCOLS}, the protocols that the host speaks; empty under Argo Rollouts, which
 *     does not set it and speaks net/rpc
 * @param tcp whether to listen on 127.0.0.1 instead of a Unix socket: {@code ASSAY_PLUGIN_NETWORK=tcp}, for a machine
 *     where Unix sockets do not work. Any process of the machine can connect to such a plugin
 * @param socketDirectory {@code PLUGIN_UNIX_SOCKET_DIR}, or as in Go {@code TMPDIR}, or the directory for temporary files
 * @param socketGroup {@code PLUGIN_UNIX_SOCKET_GROUP}, the name or number of a group that may connect to the Unix socket
 * @param minPort {@code PLUGIN_MIN_PORT}, for tcp
 * @param maxPort {@code PLUGIN_MAX_PORT}, for tcp
 * @param certificate {@code PLUGIN_CLIENT_CERT}: the host shows this certificate, and expects TLS
 * @param hostPid {@code ASSAY_HOST_PID}, which only Assay sets
 */
record HostEnvironment(
        Optional<List<String>> protocols,
        boolean tcp,
        Path socketDirectory,
        Optional<String> socketGroup,
        int minPort,
        int maxPort,
        Optional<X509Certificate> certificate,
        OptionalLong hostPid) {
    private static final String COOKIE_KEY = "ARGO_ROLLOUTS_RPC_PLUGIN";
    private static final String COOKIE_VALUE = "metricprovider";
    private static final String APP_VERSION = "1";
    private static final int MAX_PORT = 65_535;

    /**
     * @param temporary the directory for a socket when the host names none
     * @throws ServeException when no host started this process, or a variable cannot be read
     */
    static HostEnvironment read(Map<String, String> environment, Path temporary) throws ServeException {
        if (!COOKIE_VALUE.equals(environment.get(COOKIE_KEY))) {
            throw new ServeException(UsageText.TEXT);
        }
        requireVersion(environment.getOrDefault("PLUGIN_PROTOCOL_VERSIONS", APP_VERSION));
        return new HostEnvironment(
                text(environment, "ASSAY_PLUGIN_PROTOCOLS").map(HostEnvironment::list),
                tcp(environment.getOrDefault("ASSAY_PLUGIN_NETWORK", "unix")),
                directory(environment, temporary),
                text(environment, "PLUGIN_UNIX_SOCKET_GROUP"),
                port(environment, "PLUGIN_MIN_PORT", 0),
                port(environment, "PLUGIN_MAX_PORT", MAX_PORT),
                certificate(environment.getOrDefault("PLUGIN_CLIENT_CERT", "")),
                pid(environment.getOrDefault("ASSAY_HOST_PID", "")));
    }

    private static void requireVersion(String offered) throws ServeException {
        if (!list(offered).contains(APP_VERSION)) {
            throw new ServeException("tried to serve the host, but it offers the plugin protocol versions " + offered
                    + " (PLUGIN_PROTOCOL_VERSIONS) and not 1; use a host that speaks version 1");
        }
    }

    private static boolean tcp(String network) throws ServeException {
        return switch (network) {
            case "unix" -> false;
            case "tcp" -> true;
            default ->
                throw new ServeException("tried to listen for the host, but ASSAY_PLUGIN_NETWORK is \"" + network
                        + "\"; set it to unix or tcp");
        };
    }

    private static Path directory(Map<String, String> environment, Path temporary) throws ServeException {
        String key = text(environment, "PLUGIN_UNIX_SOCKET_DIR").isPresent() ? "PLUGIN_UNIX_SOCKET_DIR" : "TMPDIR";
        try {
            return text(environment, key).map(Path::of).orElse(temporary);
        } catch (InvalidPathException e) {
            throw new ServeException(
                    "tried to use the directory " + key + ", but it is no path (" + e.getMessage()
                            + "); correct the host's configuration",
                    e);
        }
    }

    /** Empty where the variable is not set, or is set to nothing. */
    private static Optional<String> text(Map<String, String> environment, String key) {
        return Optional.of(environment.getOrDefault(key, "")).filter(text -> !text.isEmpty());
    }

    private static int port(Map<String, String> environment, String key, int otherwise) throws ServeException {
        String text = environment.getOrDefault(key, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new ServeException(noPort(key, text), e);
        }
        throw new ServeException(noPort(key, text));
    }

    private static String noPort(String key, String text) {
        return "tried to read " + key + ", but \"" + text + "\" is no port; correct the host's configuration";
    }

    private static Optional<X509Certificate> certificate(String pem) throws ServeException {
        try {
            return pem.isEmpty() ? Optional.empty() : Optional.of(Certificates.ofPem(pem));
        } catch (CertificateException e) {
            throw new ServeException(
                    "tried to read the host's certificate in PLUGIN_CLIENT_CERT, but " + e.getMessage()
                            + "; leave it to the host to set it",
                    e);
        }
    }

    private static OptionalLong pid(String text) throws ServeException {
        try {
            return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new ServeException(
                    "tried to read ASSAY_HOST_PID, but \"" + text + "\" is no process id; leave it to Assay to set it",
                    e);
        }
    }

    private static List<String> list(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(",", -1)).map(String::strip).toList();
    }
}
