package dev.assay.config;

import dev.assay.text.Redacted;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * The place that a plugin's executable comes from. It may hold a password, so people are shown {@link #shown()} only;
 * {@code toString} gives the same.
 */
public sealed interface Location {
    /** The whole address as it was configured, passwords included. The scheme is in lower case, placeholders are filled. */
    URI uri();

    /** The address without user name, password and parameters that are secret. */
    default String shown() {
        return Redacted.url(uri().toString());
    }

    /** Calls the function for this kind of location. A new kind adds a parameter, so the compiler finds every caller. */
    <T> T match(
            Function<? super File, ? extends T> file,
            Function<? super Http, ? extends T> http,
            Function<? super Builtin, ? extends T> builtin);

    /** A file of this machine, for instance {@code file:///opt/plugins/latency}. */
    record File(URI uri) implements Location {
        /**
         * The absolute path. Host and path of the address together are the path, as in Argo (argo-rollouts:
         * utils/plugin/downloader.go). Throws {@link InvalidPathException} where this machine has no such paths.
         */
        public Path path() {
            String host = Optional.ofNullable(uri.getAuthority()).orElse("");
            String path = Optional.ofNullable(uri.getPath()).orElse("");
            return Path.of(host + path).toAbsolutePath().normalize();
        }

        @Override
        public <T> T match(
                Function<? super File, ? extends T> file,
                Function<? super Http, ? extends T> http,
                Function<? super Builtin, ? extends T> builtin) {
            return file.apply(this);
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /** A download, for instance {@code https://example.com/plugins/latency}; {@code http} is allowed too. */
    record Http(URI uri) implements Location {
        @Override
        public <T> T match(
                Function<? super File, ? extends T> file,
                Function<? super Http, ? extends T> http,
                Function<? super Builtin, ? extends T> builtin) {
            return http.apply(this);
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /**
     * A plugin that comes with Assay, for instance {@code builtin://sample-scrape}.
     *
     * @param name for instance {@code sample-scrape}
     */
    record Builtin(String name) implements Location {
        @Override
        public URI uri() {
            return URI.create("builtin://" + name);
        }

        @Override
        public <T> T match(
                Function<? super File, ? extends T> file,
                Function<? super Http, ? extends T> http,
                Function<? super Builtin, ? extends T> builtin) {
            return builtin.apply(this);
        }

        @Override
        public String toString() {
            return shown();
        }
    }
}
