package dev.assay.wire.netrpc.client;

import dev.assay.wire.gob.GobValue;
import dev.assay.wire.netrpc.GobArgument;
import dev.assay.wire.netrpc.UnexpectedReply;
import java.util.function.Function;

/**
 * One call of net/rpc.
 *
 * @param verb as a person knows it, for instance {@code Run}
 * @param method as net/rpc knows it, for instance {@code Plugin.Run}
 * @param reply makes of the answer what the caller wants; throws {@channel UnexpectedReply} for what is none
 */
record RpcRequest<T>(String verb, String method, GobArgument argument, Function<GobValue, T> reply) {}
