package dev.assay.wire.netrpc.server;

import dev.assay.wire.PluginOutput;
import dev.assay.wire.ProviderAnswers;
import dev.assay.wire.netrpc.ArgoReplies;
import dev.assay.wire.netrpc.ArgoTypes;

/**
 * The plugin that all connections of a server share.
 *
 * @param shutdownRequested called on the server's thread when a host asks the plugin to end
 */
record Served(
        ArgoTypes types,
        ArgoReplies replies,
        ProviderAnswers answers,
        PluginOutput output,
        Runnable shutdownRequested,
        ServerLimits limits) {}
