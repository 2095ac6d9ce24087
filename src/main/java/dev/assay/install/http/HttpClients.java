package dev.assay.install.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Makes the client when it is first needed, and anew when the file of trusted certificates has changed. Thread-safe.
 */
final class HttpClients {
    /** Many times the certificates of all public authorities. */
    private static final int LARGEST_CA_FILE = 16 << 20;

    /**
     * Java reads these once, when the first client is made. Without the first it sends no name and password to a proxy
     * for a tunnel; without the second it hides why a connection was not made.
     */
    private static final Map<String, String> PROPERTIES =
            Map.of("jdk.http.auth.tunneling.disabledSchemes", "", "jdk.httpclient.disableRetryConnect", "true");

    private final ProxySettings proxies;
    private final Duration connectTimeout;
    private final Optional<Path> caFile;
    private final String caSetting;
    private final Optional<String> serverName;
    private final Executor executor;
    private @Nullable HttpClient client;
    private byte[] certificates = {};

    /**
     * @param caFile certificates that are trusted beside those of Java
     * @param caSetting the setting that names this file, for messages
     * @param serverName the name of the DNS that is asked for, and that certificates must be for, where the address is a
     *     number
     */
    HttpClients(
            ProxySettings proxies,
            Duration connectTimeout,
            Optional<Path> caFile,
            String caSetting,
            Optional<String> serverName,
            Executor executor) {
        this.proxies = proxies;
        this.connectTimeout = connectTimeout;
        this.caFile = caFile;
        this.caSetting = caSetting;
        this.serverName = serverName;
        this.executor = executor;
    }

    String caSetting() {
        return caSetting;
    }

    /** Reads a file. Throws {@link DownloadFault}. */
    synchronized HttpClient get() {
        byte[] now = caFile.map(this::read).orElse(new byte[0]);
        HttpClient known = client;
        if (known != null && Arrays.equals(now, certificates)) {
            return known;
        }
        HttpClient made = make(now);
        client = made;
        certificates = now;
        return made;
    }

    private HttpClient make(byte[] pem) {
        PROPERTIES.forEach(System.getProperties()::putIfAbsent);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(executor)
                .proxy(proxies);
        caFile.ifPresent(file -> builder.sslContext(TrustedCertificates.context(pem, file, caSetting)));
        serverName.ifPresent(name -> builder.sslParameters(named(name)));
        return builder.build();
    }

    private static SSLParameters named(String serverName) {
        SSLParameters parameters = new SSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        return parameters;
    }

    private byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LARGEST_CA_FILE);
        } catch (NoSuchFileException e) {
            throw TrustedCertificates.unreadable(file, caSetting, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw TrustedCertificates.unreadable(file, caSetting, "that is not permitted", e);
        } catch (IOException e) {
            throw TrustedCertificates.unreadable(file, caSetting, String.valueOf(e.getMessage()), e);
        }
    }
}
