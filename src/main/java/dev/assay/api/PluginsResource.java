package dev.assay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.measure.PluginCallKind;
import dev.assay.measure.PluginCallRequest;
import dev.assay.measure.PluginCalls;
import dev.assay.metric.MetricProvider;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** Shows the plugins, and calls one verb of one plugin. */
@Path("/api/v1/plugins")
@Produces(MediaType.APPLICATION_JSON)
public final class PluginsResource {
    private final Plugins plugins;

    PluginsResource(Plugins plugins) {
        this.plugins = plugins;
    }

    /** All plugins, in the order of their configuration. */
    @GET
    public Uni<ArrayNode> all() {
        return Uni.createFrom().item(() -> PluginJson.write(plugins.all(), plugins.configurationFault()));
    }

    /** One plugin. */
    @GET
    @Path("/{namespace}/{name}")
    public Uni<ObjectNode> one(@RestPath String namespace, @RestPath String name) {
        return Uni.createFrom()
                .item(() -> PluginJson.write(plugins.status(namespace + "/" + name), plugins.configurationFault()));
    }

    /** One verb, as Argo's RPC client calls it: nothing is resolved, nothing is added. */
    @POST
    @Path("/{namespace}/{name}/{verb}")
    @Consumes({
        MediaType.APPLICATION_JSON,
        BodyReader.YAML,
        BodyReader.YAML_X,
        BodyReader.YAML_TEXT,
        BodyReader.YAML_TEXT_X,
        BodyReader.FORM
    })
    public Uni<ObjectNode> call(
            @RestPath String namespace, @RestPath String name, @RestPath String verb, RequestBody body) {
        MetricProvider provider = plugins.provider(namespace + "/" + name);
        PluginCallKind known = PluginCallKind.of(verb);
        return PluginCalls.call(provider, known, PluginCallRequest.read(body.object()));
    }
}
