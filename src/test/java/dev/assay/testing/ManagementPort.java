package dev.assay.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A free port for the management interface of the application that an integration test starts. The test finds its address
 * in its field of type {@link URI}.
 */
public final class ManagementPort implements QuarkusTestResourceLifecycleManager {
    private @Nullable URI address;

    @Override
    public Map<String, String> start() {
        int port = FreePort.find();
        address = URI.create("http://localhost:" + port);
        return Map.of("quarkus.management.port", String.valueOf(port));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(address, field -> field.getType() == URI.class);
    }

    @Override
    public void stop() {}
}
