package dev.assay.host;

import java.util.List;

/** The output of a plugin as Argo's users have them, over net/rpc. */
class GoPluginLogsIT extends GoPluginLogs {
    @Override
    List<String> protocolArguments() {
        return List.of();
    }
}
