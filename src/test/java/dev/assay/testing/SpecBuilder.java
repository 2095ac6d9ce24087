package dev.assay.testing;

import dev.assay.config.EnvValue;
import dev.assay.config.Location;
import dev.assay.config.PluginSpec;
import dev.assay.process.ResourceLimits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An entry of the configuration. It is required, and has nothing but what it is given. */
public final class SpecBuilder {
    private final String name;
    private final Location location;
    private Optional<String> sha256 = Optional.empty();
    private List<String> args = List.of();
    private List<String> headersFrom = List.of();
    private Map<String, EnvValue> env = Map.of();
    private Optional<Duration> timeout = Optional.empty();
    private ResourceLimits limits = ResourceLimits.NONE;
    private Optional<Boolean> required = Optional.of(true);

    public SpecBuilder(String name, Location location) {
        this.name = name;
        this.location = location;
    }

    public SpecBuilder(String name, URI location) {
        this(name, kind(location));
    }

    public SpecBuilder(String name, String location) {
        this(name, URI.create(location));
    }

    private static Location kind(URI location) {
        return switch (location.getScheme()) {
            case "file" -> new Location.File(location);
            case "http", "https" -> new Location.Http(location);
            case "builtin" -> new Location.Builtin(location.getAuthority());
            default -> throw new IllegalArgumentException("no location: " + location);
        };
    }

    public SpecBuilder sha256(Optional<String> digest) {
        sha256 = digest;
        return this;
    }

    public SpecBuilder args(String... newArgs) {
        args = List.of(newArgs);
        return this;
    }

    public SpecBuilder headersFrom(String... secrets) {
        headersFrom = List.of(secrets);
        return this;
    }

    public SpecBuilder env(String variable, String value) {
        return env(variable, new EnvValue.Text(value));
    }

    public SpecBuilder env(String variable, EnvValue value) {
        env = Map.of(variable, value);
        return this;
    }

    public SpecBuilder timeout(Duration newTimeout) {
        timeout = Optional.of(newTimeout);
        return this;
    }

    public SpecBuilder limits(ResourceLimits newLimits) {
        limits = newLimits;
        return this;
    }

    public SpecBuilder required(boolean newRequired) {
        required = Optional.of(newRequired);
        return this;
    }

    public PluginSpec build() {
        return new PluginSpec(name, location, sha256, args, headersFrom, env, timeout, limits, required);
    }
}
