package dev.assay.api.executable;

import dev.assay.install.peer.ExecutableOffers;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.text.Sha256;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.core.Vertx;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Gives executables to other replicas. A file is read as its reader takes it, and no event loop waits for the disk. */
@Path("/api/v1/executables")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "executables")
public final class ExecutablesResource {
    /** Enough for some replicas that start at once; more would take the network from the calls of plugins. */
    static final int MOST_AT_ONCE = 8;

    private static final String PROBLEM = "Problem";
    private static final String DIGEST = "The sha256 of the executable: 64 hex digits in lower case.";

    private final ExecutableOffers offers;
    private final Vertx vertx;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    ExecutablesResource(ExecutableOffers offers, Vertx vertx) {
        this.offers = offers;
        this.vertx = vertx;
    }

    /** Answers whether an executable is there. */
    @GET
    @Blocking
    @Operation(
            operationId = "findExecutables",
            summary = "Whether this host has an executable to give.",
            description = "For other replicas. Only executables of the plugins that this host runs are given, and none"
                    + " where assay.peers.serve is off.")
    @APIResponse(
            responseCode = "200",
            description = "The executable, or an empty list.",
            content = @Content(schema = @Schema(implementation = ExecutableListAnswer.class)))
    @APIResponse(responseCode = "400", ref = PROBLEM)
    public ExecutableListAnswer find(
            @Parameter(description = DIGEST) @RestQuery @Nullable String sha256,
            @Parameter(
                            description =
                                    "Asks for the last download from a location: the sha256 of its address without"
                                            + " user and password.")
                    @RestQuery
                    @Nullable
                    String location) {
        if (sha256 != null && location == null && Sha256.isDigest(sha256)) {
            return offers.file(sha256)
                    .map(file -> ExecutableListAnswer.ofDigest(sha256))
                    .orElse(new ExecutableListAnswer(List.of()));
        }
        if (location != null && sha256 == null && Sha256.isDigest(location)) {
            return offers.lastDownload(location)
                    .map(ExecutableListAnswer::of)
                    .orElse(new ExecutableListAnswer(List.of()));
        }
        throw new RequestRefusedException(
                Kind.INVALID_PARAMETER,
                "tried to find an executable, but the query does not say which; give sha256 or location, as 64 hex digits");
    }

    /** Answers with the size of an executable. */
    @HEAD
    @Path("/{sha256}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Blocking
    @Operation(operationId = "sizeOfExecutable", summary = "The size of an executable.")
    @APIResponse(responseCode = "200", description = "Its size is in Content-Length.")
    @APIResponse(responseCode = "404", ref = PROBLEM)
    public RestResponse<Void> size(@Parameter(description = DIGEST) @RestPath String sha256) {
        try {
            return RestResponse.ResponseBuilder.<Void>ok()
                    .header(HttpHeaders.CONTENT_LENGTH, Files.size(file(sha256).orElseThrow(NotFoundException::new)))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers with the content of an executable. */
    @GET
    @Path("/{sha256}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @NonBlocking
    @Operation(operationId = "getExecutable", summary = "The content of an executable.")
    @APIResponse(
            responseCode = "200",
            description = "The file. Whoever gets it checks the sha256.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", ref = PROBLEM)
    public Multi<byte[]> content(@Parameter(description = DIGEST) @RestPath String sha256) {
        return Multi.createFrom().deferred(() -> content(sha256, new ExecutableSending(vertx, places)));
    }

    /** The end is told here, since a reader may leave between the look for the file and its first byte. */
    private Multi<byte[]> content(String sha256, ExecutableSending sending) {
        return Uni.createFrom()
                .item(() -> file(sha256))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToMulti(file -> file.map(sending::begin)
                        .orElseGet(() -> Multi.createFrom().failure(NotFoundException::new)))
                .onTermination()
                .invoke(sending::end);
    }

    private Optional<java.nio.file.Path> file(String sha256) {
        return Optional.of(sha256).filter(Sha256::isDigest).flatMap(offers::file);
    }
}
