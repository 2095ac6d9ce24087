package dev.assay.install;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The folders and jars that a class loader reads from. */
final class LoaderRoots {
    private LoaderRoots() {}

    /**
     * The roots that hold one of the resources, in the loader's order. A root that is no file (a loader's memory) is
     * left out.
     */
    static Collection<Path> of(ClassLoader loader, List<String> resources) {
        Set<Path> roots = new LinkedHashSet<>();
        for (String resource : resources) {
            for (URL url : find(loader, resource)) {
                root(url.toString(), resource).ifPresent(roots::add);
            }
        }
        return roots;
    }

    /** {@code jar:file:/x/y.jar!/a/b} and {@code file:/x/classes/a/b} both have a root that is a file. */
    static Optional<Path> root(String url, String resource) {
        if (url.startsWith("jar:file:") && url.endsWith("!/" + resource)) {
            return Optional.of(path(url.substring("jar:".length(), url.length() - resource.length() - 2)));
        }
        if (url.startsWith("file:") && url.endsWith("/" + resource)) {
            return Optional.of(path(url.substring(0, url.length() - resource.length())));
        }
        return Optional.empty();
    }

    private static Path path(String url) {
        return Path.of(URI.create(url));
    }

    private static List<URL> find(ClassLoader loader, String resource) {
        try {
            return new ArrayList<>(Collections.list(loader.getResources(resource)));
        } catch (IOException e) {
            throw new IllegalStateException("tried to find the class path, but " + e + "; start Assay from its jar", e);
        }
    }
}
