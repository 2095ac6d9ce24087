package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One probe of a container. It asks ten times as often as it is written, and passes or fails after ten times as many
 * answers in a row where that is more than one, so that tests wait less and the times stay.
 */
final class HttpProbe {
    private static final int HASTE = 10;

    private final Probe probe;
    private final URI address;
    private long nextNanos = System.nanoTime();
    private int good;
    private int bad;

    HttpProbe(Probe probe, Container container, String ip) {
        HTTPGetAction get = probe.getHttpGet();
        if (get == null) {
            throw new IllegalArgumentException("the tests' kubelet knows probes of httpGet only");
        }
        this.probe = probe;
        this.address = URI.create("http://" + ip + ":" + port(get.getPort(), container) + get.getPath());
    }

    /** Asks where it is time to; true when the probe has changed, or confirmed, what it says. */
    boolean ask() {
        if (System.nanoTime() < nextNanos) {
            return false;
        }
        nextNanos = System.nanoTime()
                + Duration.ofSeconds(orElse(probe.getPeriodSeconds(), 10)).toNanos() / HASTE;
        if (isAnswered()) {
            good++;
            bad = 0;
        } else {
            bad++;
            good = 0;
        }
        return true;
    }

    boolean passes() {
        return good >= orElse(probe.getSuccessThreshold(), 1);
    }

    boolean fails() {
        return bad >= orElse(probe.getFailureThreshold(), 3) * HASTE;
    }

    private boolean isAnswered() {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            int limit = (int)
                    Duration.ofSeconds(orElse(probe.getTimeoutSeconds(), 1)).toMillis();
            connection.setConnectTimeout(limit);
            connection.setReadTimeout(limit);
            connection.setRequestProperty("Connection", "close");
            try {
                int status = connection.getResponseCode();
                return status >= 200 && status < 400;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static int port(IntOrString port, Container container) {
        Integer number = port.getIntVal();
        return number != null
                ? number
                : container.getPorts().stream()
                        .filter(named -> port.getStrVal().equals(named.getName()))
                        .map(ContainerPort::getContainerPort)
                        .findFirst()
                        .orElseThrow();
    }

    private static int orElse(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
