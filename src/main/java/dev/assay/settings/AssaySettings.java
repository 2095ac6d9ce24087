package dev.assay.settings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Assay's own settings. Durations are written as {@code 30s}, {@code 500ms} or {@code PT1M30S}, at most 365 days; a number
 * without a unit counts seconds.
 */
@RegisterForReflection
@ConfigMapping(prefix = "assay")
public interface AssaySettings {
    Config config();

    /** The folder in which executables are kept; by default {@code assay/plugins} under the user's cache folder. */
    Optional<Path> store();

    Download download();

    Peers peers();

    Args args();

    Boot boot();

    Plugins plugins();

    Start start();

    Call call();

    Ping ping();

    Stop stop();

    Restart restart();

    Measure measure();

    AnalysisRuns analysisRuns();

    Http http();

    Access access();

    Console console();

    Wire wire();

    Log log();

    Metrics metrics();

    /** Where the list of plugins comes from. */
    interface Config {
        /** Which source is used. */
        @WithDefault("auto")
        SourceMode source();

        /** A file with the manifest of the ConfigMap {@code argo-rollouts-config}; without one the samples are loaded. */
        Optional<Path> file();

        /** The name of the ConfigMap in the cluster. */
        @WithDefault("argo-rollouts-config")
        String name();

        /** The namespace of the ConfigMap, and of the Secrets that {@code headersFrom} names; by default that of the pod. */
        Optional<String> namespace();

        /** The largest configuration that is read. */
        @WithDefault("1M")
        MemorySize maxSize();
    }

    /** The download of executables. Each attempt is bound by the time-outs; what may pass is tried again. */
    interface Download {
        /** How long connecting to a server or proxy may take. */
        @WithDefault("10s")
        Duration connectTimeout();

        /** How long a server may send nothing; shorter than one hour. */
        @WithDefault("30s")
        Duration idleTimeout();

        /** How long one download may take from the first attempt to the last byte, retries included. */
        @WithDefault("30m")
        Duration timeout();

        /** How often a download is attempted before the plugin goes into BackingOff; once where an older file, or that of a peer, can be used. */
        @WithDefault("5")
        int attempts();

        /** The largest executable that is downloaded or copied. */
        @WithDefault("1G")
        MemorySize maxSize();

        /** How often the log tells of the progress of a download. */
        @WithDefault("5s")
        Duration progressInterval();

        /** A file with certificates (PEM) that are trusted beside those that Java brings. */
        Optional<Path> caFile();
    }

    /** The other replicas of the service, which may have an executable that its location does not give. */
    interface Peers {
        /** Where the peers are: {@code HOST:PORT} or {@code https://HOST:PORT}, each address of HOST being one of them; none by default. */
        Optional<List<String>> service();

        /** Whether the executables of this host's plugins are given to peers that ask for them. */
        @WithDefault("false")
        boolean serve();

        /** How long the copy of another replica is waited for before an executable with a {@code sha256} is downloaded; with {@code 0s} each replica downloads for itself. */
        @WithDefault("0s")
        Duration maxWait();

        /** A file with the token that is sent to peers, such as that of the service account; read anew at each use. */
        Optional<Path> tokenFile();

        /** A file with certificates (PEM) that are trusted beside those that Java brings. */
        Optional<Path> caFile();
    }

    /** Arguments of analyses. */
    interface Args {
        Secrets secrets();

        /** Arguments with {@code valueFrom.secretKeyRef}. */
        interface Secrets {
            /** The namespaces whose Secrets callers may have read; none by default, for the caller chooses where they go. */
            Optional<List<String>> namespaces();
        }
    }

    /** The start of the service. */
    interface Boot {
        /** How long every required plugin may take to be Ready, retries included; past it the process ends. */
        @WithDefault("5m")
        Duration timeout();
    }

    /** Rules for all plugins. */
    interface Plugins {
        /** Whether boot waits for a plugin whose entry does not say so itself, with {@code required}. */
        @WithDefault("true")
        boolean required();

        /**
         * Whether to speak TLS to plugins, with a certificate for each process and one that it makes itself (go-plugin's
         * AutoMTLS); a plugin that does not support it is then refused. Argo Rollouts does not.
         */
        @WithDefault("false")
        boolean autoMtls();

        /** Whether a changed executable of a {@code file://} location is taken over; always so in dev mode. */
        @WithDefault("false")
        boolean watch();
    }

    /** The start of one plugin process. */
    interface Start {
        /** From the start of the process to its handshake line, and from there to the end of its initialisation. */
        @WithDefault("60s")
        Duration timeout();

        /** The longest handshake line that is accepted. */
        @WithDefault("64K")
        MemorySize maxHandshake();

        /** The longest line of a plugin's output that is logged whole. */
        @WithDefault("64K")
        MemorySize maxLogLine();

        /** The folder for plugins' Unix sockets; its path must be short, by default a new folder in the temporary one. */
        Optional<Path> socketDirectory();
    }

    /** Calls to a plugin. */
    interface Call {
        /** How long a call may take, the wait for a starting plugin included. */
        @WithDefault("60s")
        Duration timeout();

        /** How many calls one plugin has in flight at most. */
        @WithDefault("64")
        int inFlight();

        /**
         * How many calls of one plugin wait beyond that; further ones are refused. One caller may have three quarters of
         * the places, so three quarters should be at least {@code assay.measure.max-metrics}.
         */
        @WithDefault("2048")
        int queue();

        /** How long a plugin may burn processor time for calls that were given up, before its process is replaced. */
        @WithDefault("60s")
        Duration givenUp();

        /** Whether a call fails at once where it would wait because its plugin is BackingOff, does not answer or is full; a request can say otherwise. */
        @WithDefault("false")
        boolean failFast();
    }

    /** The health check of a running plugin. */
    interface Ping {
        /** How long after the answer to one check the next one is sent. */
        @WithDefault("5s")
        Duration interval();

        /** How long a plugin may take to answer a check. */
        @WithDefault("10s")
        Duration timeout();

        /** After how many unanswered checks in a row a plugin is killed and started again. */
        @WithDefault("3")
        int failures();
    }

    /** The stop of a plugin, and of the service. */
    interface Stop {
        /** How long the service still takes requests while it is not ready, so that the cluster notices and sends no more. */
        @WithDefault("1s")
        Duration delay();

        /** How long requests and calls in flight may go on after that; what is still open then gets an Error. The default suits the 30 s that Kubernetes grants a pod. */
        @WithDefault("15s")
        Duration drain();

        /** How long a plugin has after the polite request, and again after SIGTERM. */
        @WithDefault("2s")
        Duration grace();

        /** Whether the service stops when the process that started it has ended; {@code mvn quarkus:run} sets it. */
        @WithDefault("false")
        boolean withParent();
    }

    /** The restart of a plugin whose process ended. */
    interface Restart {
        /** The first delay; each further one is twice as long. */
        @WithDefault("1s")
        Duration minDelay();

        /** The longest delay. */
        @WithDefault("60s")
        Duration maxDelay();

        /** How long a plugin must be Ready before the delay starts anew at the shortest; it does so too when the process has answered a call. */
        @WithDefault("60s")
        Duration steady();
    }

    /** Requests to measure. */
    interface Measure {
        /** The longest {@code ?wait=} that is accepted. */
        @WithDefault("10m")
        Duration maxWait();

        /** How many metrics one run may have. */
        @WithDefault("1000")
        int maxMetrics();

        /** The largest body of an HTTP request, at most 16M; filled-in arguments may make it 4 times as large. That of gRPC is {@code quarkus.grpc.server.max-inbound-message-size}. */
        @WithDefault("1M")
        MemorySize maxBody();
    }

    /** Runs of analyses that are taken to their ends. They are kept in memory. */
    interface AnalysisRuns {
        /** How many AnalysisRuns are kept, those that have ended included; these give way to new ones. */
        @WithDefault("10000")
        int maxRuns();

        /** The part of the heap that all AnalysisRuns may have together, in percent. */
        @WithDefault("20")
        int memoryPercent();

        /** How many calls of AnalysisRuns one plugin has at the same time; the others wait in turn by run. */
        @WithDefault("32")
        int calls();
    }

    /** The log lines of plugins. */
    interface Log {
        /** The lowest level of plugins' lines that are logged; by default that of Assay's own log. */
        Optional<LogLevel> level();

        /** How many lines one plugin may log each second; warnings and errors have as many of their own. */
        @WithDefault("100")
        int rate();

        /** How many lines one plugin may log at once beyond that. */
        @WithDefault("1000")
        int burst();

        /** How many of the latest lines of one plugin are kept for those who ask for them, of every level. */
        @WithDefault("1000")
        int keptLines();

        /** How much memory these may take for one plugin. */
        @WithDefault("256K")
        MemorySize keptSize();
    }

    /** Metrics for Prometheus beyond the usual ones. */
    interface Metrics {
        /** Whether the measured values are metrics too, for the last 1000 pairs of plugin and metric. */
        @WithDefault("false")
        boolean values();
    }

    /** The callers of HTTP and gRPC. Health and metrics have a port of their own, with small limits that are fixed. */
    interface Http {
        /** The part of the heap that all requests may have together, in percent; what does not fit is answered with 503. */
        @WithDefault("40")
        int memoryPercent();

        /** How many connections a port may have; past it those without a request give way. */
        @WithDefault("1024")
        int maxConnections();

        /** Whether callers of {@code https} show a certificate that the trust store of its TLS configuration knows. */
        @WithDefault("none")
        ClientAuth clientAuth();

        /** How many event streams there may be. */
        @WithDefault("256")
        int maxEventStreams();

        /** How long the head of a request may take. */
        @WithDefault("10s")
        Duration headTimeout();

        /** How long a connection is kept without a request. */
        @WithDefault("60s")
        Duration idleTimeout();

        /** How long a body, or a message of gRPC, may take as a whole. */
        @WithDefault("30s")
        Duration bodyTimeout();

        /** How long a body may pause. */
        @WithDefault("10s")
        Duration bodyIdleTimeout();

        /** How long a caller may take to read what was written of its answer. */
        @WithDefault("60s")
        Duration answerTimeout();
    }

    /** Who may call over HTTP and gRPC. Health and metrics are open, and so is the description of the interface. */
    interface Access {
        /** Who is asked about callers: {@code kubernetes} for the API server of the cluster, {@code open} for nobody; {@code auto} is {@code kubernetes} in a pod. */
        @WithParentName
        @WithDefault("auto")
        AccessMode mode();

        /** The audiences of which a token must have one; by default that of the API server. */
        Optional<List<String>> audiences();

        /** How long an answer of the API server holds. A refusal holds for 10 s at most. */
        @WithDefault("1m")
        Duration cache();

        /** How long callers who were known stay so while the API server gives no answer; others get 503. */
        @WithDefault("15m")
        Duration outage();
    }

    /** The page for a person, at {@code /}. */
    interface Console {
        /** Whether the console is served. */
        @WithDefault("true")
        boolean enabled();
    }

    /** The channel to a plugin. */
    interface Wire {
        /** The largest message that a plugin may send, and over net/rpc the largest that is sent to it; at most a sixteenth of the heap. */
        @WithDefault("16M")
        MemorySize maxMessage();
    }
}
