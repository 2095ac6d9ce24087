package dev.assay.api.access;

import dev.assay.text.IpText;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Says at the start that nobody is asked about callers, where others than this machine can call. */
@Singleton
final class OpenNotice {
    private static final Logger LOG = Logger.getLogger(OpenNotice.class);

    private final Access access;
    private final String host;

    OpenNotice(Access access, @ConfigProperty(name = "quarkus.http.host") String host) {
        this.access = access;
        this.host = host;
    }

    void start(@Observes StartupEvent event) {
        if (access.isOpen() && !isLocal(host)) {
            LOG.warnf(
                    "Whoever reaches %s may run every plugin, since assay.access is open; let only those reach it who may,"
                            + " or set assay.access to kubernetes",
                    host);
        }
    }

    static boolean isLocal(String host) {
        return host.equals("localhost")
                || IpText.parse(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }
}
