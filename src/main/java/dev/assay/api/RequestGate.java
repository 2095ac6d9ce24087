package dev.assay.api;

import dev.assay.api.admission.BodyLimits;
import dev.assay.api.admission.BodyUpload;
import dev.assay.api.admission.EventStreams;
import dev.assay.api.admission.GrpcRequest;
import dev.assay.api.admission.MemoryBudget;
import dev.assay.api.admission.ReadRequest;
import dev.assay.api.admission.UploadedBody;
import dev.assay.api.admission.WorkCost;
import dev.assay.api.admission.WorkMemory;
import dev.assay.api.connection.ConnectionGuard;
import dev.assay.measure.RequestRefusedException;
import dev.assay.settings.AssaySettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in, before Quarkus reads anything of them. It takes memory for each, and gives it back when the answer has
 * left. Quarkus' security comes next. The body of a request that is permitted is read to its end after that. Refusals are
 * problems, or statuses of gRPC.
 */
@Singleton
final class RequestGate {
    /** Before Quarkus' filters; those for CORS are the first of these. */
    private static final int ENTRANCE = 400;

    /** After Quarkus' filter for CORS, which says which pages of other sites are permitted. */
    private static final int AFTER_CORS = 290;

    /**
     * After Quarkus' authorization, and before its limit {@code quarkus.http.limits.max-body-size}, which answers without a
     * body.
     */
    private static final int BODY = 50;

    private static final String ADMITTED = RequestGate.class.getName();
    private static final String CONTINUE = "100-continue";

    private final Vertx vertx;
    private final MemoryBudget budget;
    private final EventStreams streams;
    private final BodyLimits limits;
    private final int maxMessage;
    private final RefusalAnswers refusals;
    private @Nullable Router router;

    RequestGate(
            Vertx vertx,
            MemoryBudget budget,
            EventStreams streams,
            AssaySettings settings,
            @ConfigProperty(name = "quarkus.grpc.server.max-inbound-message-size") int maxMessage,
            RefusalAnswers refusals) {
        this.vertx = vertx;
        this.budget = budget;
        this.streams = streams;
        this.limits = BodyLimits.of(settings);
        this.maxMessage = maxMessage;
        this.refusals = refusals;
    }

    void register(@Observes Filters filters) {
        filters.register(this::enter, ENTRANCE);
        filters.register(this::checkPage, AFTER_CORS);
        filters.register(this::readBody, BODY);
    }

    void route(@Observes Router main) {
        router = main;
        main.route().order(-ENTRANCE).failureHandler(this::failed);
    }

    /**
     * Answers what is refused on the way to the resources: by Vert.x itself, for instance a path that is not encoded, or by
     * Quarkus' security.
     */
    private void failed(RoutingContext exchange) {
        if (exchange.failure() instanceof RequestRefusedException refusal) {
            refusals.refuse(exchange, refusal);
            return;
        }
        Response.@Nullable Status status = Response.Status.fromStatusCode(exchange.statusCode());
        if (status == null
                || status.getFamily() != Response.Status.Family.CLIENT_ERROR
                || GrpcRequest.isGrpc(exchange.request())) {
            exchange.next();
        } else if (!exchange.response().headWritten()) {
            refusals.refuse(exchange, HttpProblems.of(status, exchange.request().path()));
        }
    }

    private void enter(RoutingContext exchange) {
        @Nullable String path = PluginPath.withSlash(exchange.request());
        if (path != null) {
            exchange.reroute(path);
            return;
        }
        StreamRequests.complete(exchange);
        Context context = Vertx.currentContext();
        if (context.getLocal(ADMITTED) != null) {
            exchange.next();
            return;
        }
        WorkMemory memory = budget.open();
        boolean eventStream = StreamRequests.isStream(exchange);
        boolean counted = false;
        try {
            memory.grow(WorkCost.REQUEST);
            if (eventStream) {
                streams.enter();
                counted = true;
            }
        } catch (RequestRefusedException e) {
            begin(exchange, memory, counted);
            refusals.refuse(exchange, e);
            return;
        }
        begin(exchange, memory, counted);
        memory.attachTo(context);
        if (GrpcRequest.isGrpc(exchange.request())) {
            enterAgain(new GrpcRequest(vertx, exchange.request(), memory, maxMessage, limits.timeout()));
        } else if (exchange.request().version() == HttpVersion.HTTP_2) {
            ReadRequest request = new ReadRequest(exchange.request());
            request.attachTo(context);
            enterAgain(request);
        } else {
            exchange.next();
        }
    }

    private void checkPage(RoutingContext exchange) {
        ForeignPages.refusal(exchange).ifPresentOrElse(problem -> refusals.refuse(exchange, problem), exchange::next);
    }

    private void begin(RoutingContext exchange, WorkMemory memory, boolean eventStream) {
        HttpServerRequest request = exchange.request();
        Optional<ConnectionGuard> guard = ConnectionGuard.of(request);
        guard.ifPresent(there -> there.requestBegan(GrpcRequest.isGrpc(request)));
        exchange.addEndHandler(end -> {
            if (eventStream) {
                streams.leave();
            }
            guard.ifPresentOrElse(
                    there -> there.requestEnded(
                            request.version() == HttpVersion.HTTP_2 ? request.streamId() : -1, memory::close),
                    memory::close);
        });
    }

    private void readBody(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (GrpcRequest.isGrpc(request)) {
            exchange.next();
            return;
        }
        WorkMemory memory = WorkMemory.current().orElseThrow();
        Optional<Problem> unreadable =
                request.path().startsWith("/api/") ? ContentHeaders.refusal(request) : Optional.empty();
        if (request.authority() == null) {
            refusals.refuse(exchange, HttpProblems.of(Response.Status.BAD_REQUEST, request.path()));
        } else if (isUnknownExpectation(request)) {
            refusals.refuse(exchange, HttpProblems.of(Response.Status.EXPECTATION_FAILED, request.path()));
        } else if (request.method().equals(HttpMethod.OPTIONS) && HttpProblems.exists(request.path())) {
            tellMethods(exchange);
        } else if (unreadable.isPresent()) {
            refusals.refuse(exchange, unreadable.get());
        } else if (request.isEnded() || !hasBody(request)) {
            goOn(exchange, new UploadedBody(new byte[0], memory));
        } else {
            upload(exchange, memory);
        }
    }

    private static void tellMethods(RoutingContext exchange) {
        exchange.response()
                .putHeader(
                        "Allow", HttpProblems.allowedMethods(exchange.request().path()))
                .end();
    }

    private static boolean isUnknownExpectation(HttpServerRequest request) {
        @Nullable String expect = request.getHeader(HttpHeaders.EXPECT);
        return expect != null && !expect.equalsIgnoreCase(CONTINUE);
    }

    private void upload(RoutingContext exchange, WorkMemory memory) {
        HttpServerRequest request = exchange.request();
        long length = length(request);
        if (request.getHeader(HttpHeaders.EXPECT) != null && length <= limits.size()) {
            request.response().writeContinue();
            // Quarkus would write it once more.
            request.headers().remove(HttpHeaders.EXPECT);
        }
        new BodyUpload(
                        vertx,
                        request,
                        memory,
                        limits,
                        bytes -> goOn(exchange, new UploadedBody(bytes, memory)),
                        refusal -> refusals.refuse(exchange, refusal))
                .start(length);
    }

    /** Lets another form of the request go the way of this one, as an exchange of its own. */
    private void enterAgain(HttpServerRequest request) {
        Vertx.currentContext().putLocal(ADMITTED, true);
        Objects.requireNonNull(router).handle(request);
    }

    /** Quarkus finds a body that has been read, and is empty; the resources take the real one from the exchange. */
    private static void goOn(RoutingContext exchange, UploadedBody body) {
        ReadRequest.bodyIsRead(Vertx.currentContext());
        body.putInto(exchange);
        ((RoutingContextInternal) exchange).setBody(Buffer.buffer());
        exchange.next();
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                || length(request) > 0
                || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /** The announced length in bytes; -1 when there is none. */
    private static long length(HttpServerRequest request) {
        @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
