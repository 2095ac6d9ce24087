package dev.assay.wire.netrpc;

import dev.assay.wire.MetricProviderContract;
import dev.assay.wire.PluginConnection;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The contract with a plugin made with Go, in a process of its own. */
class NetRpcContractIT extends MetricProviderContract {
    private GoProgram go;

    @TempDir
    private Path sockets;

    @Override
    protected PluginConnection connect() throws Exception {
        go = new GoProgram("contract", sockets, Map.of());
        return go.plugin();
    }

    @Override
    protected void disconnect() throws Exception {
        go.close();
    }

    @Override
    protected boolean carriesUnknownFields() {
        return false;
    }

    @Override
    protected boolean tellsThePluginOfCancellation() {
        return false;
    }

    @Override
    protected boolean tellsTheZeroTimeFromNone() {
        return false;
    }
}
