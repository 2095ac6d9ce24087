package dev.assay.wire.netrpc.client;

import dev.assay.wire.gob.GobValue;
import dev.assay.wire.netrpc.GobArgument;
import dev.assay.wire.netrpc.UnexpectedReply;
import java.util.function.Function;

/**
 * A request of net/rpc, and the reader of its reply.
 *
 * @param verb the name for people, for instance {@code Run}
 * @param method the name on the wire, for instance {@code Plugin.Run}
 * @param reply reads the answer; throws {@link UnexpectedReply} when it has another type
 */
record RpcRequest<T>(String verb, String method, GobArgument argument, Function<GobValue, T> reply) {}
