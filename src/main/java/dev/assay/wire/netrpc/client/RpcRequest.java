package dev.assay.wire.netrpc.client;

import dev.assay.wire.gob.GobValue;
import dev.assay.wire.netrpc.GobBody;
import dev.assay.wire.netrpc.UnexpectedValue;
import java.util.function.Function;

/**
 * A request of net/rpc, and the reader of its reply.
 *
 * @param verb the name for people, for instance {@code Run}
 * @param method the name on the wire, for instance {@code Plugin.Run}
 * @param reply reads the answer; throws {@link UnexpectedValue} when it has another type
 */
record RpcRequest<T>(String verb, String method, GobBody argument, Function<GobValue, T> reply) {}
