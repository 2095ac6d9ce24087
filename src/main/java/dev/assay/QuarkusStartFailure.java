package dev.assay;

import dev.assay.plugin.Exit;
import dev.assay.settings.ManagementPort;
import dev.assay.text.Causes;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** A start of Quarkus that failed, in sentences. */
final class QuarkusStartFailure {
    private static final String ANY_HOST = "0.0.0.0";

    private QuarkusStartFailure() {}

    /**
     * Ends the process, as Quarkus asks for it. A start that failed is told first.
     *
     * @param cause why the start failed; null at any other end
     */
    static void end(int code, @Nullable Throwable cause) {
        if (cause != null) {
            report(cause, ConfigProvider.getConfig()).end();
        }
        Exit.with(code);
    }

    static BootReport report(Throwable cause, Config config) {
        Causes causes = Causes.of(cause);
        return new BootReport(List.of(causes.first(QuarkusBindException.class)
                .map(e -> taken(e.getHost(), String.valueOf(e.getPort()), setting(e.getPort(), config), e))
                .or(() -> causes.first(BindException.class).map(e -> managementTaken(e, config)))
                .or(() -> causes.first(ConfigurationException.class).map(QuarkusStartFailure::message))
                .orElseGet(() -> unforeseen(cause, causes))));
    }

    private static String setting(int port, Config config) {
        Optional<Integer> tls = config.getOptionalValue("quarkus.http.ssl-port", Integer.class);
        return tls.filter(of -> of == port).isPresent() ? "quarkus.http.ssl-port" : "quarkus.http.port";
    }

    /** The sentence on the management port, of which Quarkus' exception does not say which it is. */
    private static String managementTaken(BindException failure, Config config) {
        return taken(
                config.getOptionalValue("quarkus.management.host", String.class).orElse(ANY_HOST),
                String.valueOf(ManagementPort.of(config)),
                ManagementPort.SETTING,
                failure);
    }

    private static String taken(String host, String port, String setting, BindException failure) {
        String message = message(failure);
        String reason = message.substring(message.lastIndexOf(": ") + 1).strip();
        return "tried to listen on " + host + ":" + port + ", but that is not possible (" + reason
                + "); end the program that has the port, or set " + setting + " to a free one";
    }

    /** Only here the place in the code can help, so it is shown. */
    private static String unforeseen(Throwable cause, Causes causes) {
        cause.printStackTrace();
        return "tried to start, but failed (" + message(causes.innermost().orElse(cause))
                + "); see the settings that the stack trace names, or report it";
    }

    private static String message(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    }
}
