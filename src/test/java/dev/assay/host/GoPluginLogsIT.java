package dev.assay.host;

import java.util.List;

/** With a plugin as Argo's users have them, over net/rpc. */
class GoPluginLogsIT extends GoPluginLogs {
    @Override
    List<String> protocolArguments() {
        return List.of();
    }
}
