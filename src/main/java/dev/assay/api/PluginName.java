package dev.assay.api;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;

/** The name of a plugin as it stands in the path of a request, in two parts. */
public record PluginName(
        @Parameter(description = "The part of the plugin's name before the slash.", example = "assay") @RestPath
        String namespace,

        @Parameter(description = "The part of the plugin's name after the slash.", example = "sample-scrape") @RestPath
        String name) {
    /** For instance {@code assay/sample-scrape}. */
    public String full() {
        return namespace + "/" + name;
    }
}
