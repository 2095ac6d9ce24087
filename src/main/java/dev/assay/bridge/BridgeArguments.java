package dev.assay.bridge;

import dev.assay.command.WrongUsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of {@code bridge}.
 *
 * @param plugin {@code namespace/name}
 * @param to where Assay is
 * @param timeout the longest time of a call
 * @param waitLimit how long a call that has not been sent waits for a connection
 * @param caFile certificates to trust
 * @param tokenFile the token that Assay is shown
 */
record BridgeArguments(
        String plugin,
        AssayAddress to,
        Duration timeout,
        Duration waitLimit,
        Optional<Path> caFile,
        Optional<Path> tokenFile) {
    /** Assay gives a call 60 s by default ({@code assay.call.timeout}), and its answer needs some time to come back. */
    static final String TIMEOUT = "90s";

    /** Longer than an Assay takes to start again, and shorter than the time after which people look for a reason. */
    static final String WAIT = "10s";

    /** Where {@code k8s/bridge} has the kubelet put a token. It is used where it is there and no other file is named. */
    static final String TOKEN = "/var/run/secrets/assay/token";

    /** @throws WrongUsageException with all faults */
    static BridgeArguments parse(List<String> arguments) throws WrongUsageException {
        return new ArgumentReader(arguments).read();
    }
}
