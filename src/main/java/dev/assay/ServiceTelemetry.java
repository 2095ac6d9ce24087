package dev.assay;

import dev.assay.api.access.Access;
import dev.assay.api.connection.ServerCertificates;
import dev.assay.host.PluginHost;
import dev.assay.measure.run.AnalysisRuns;
import dev.assay.settings.AssaySettings;
import dev.assay.telemetry.ServiceMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Registers the meters of the service when it starts. */
@Singleton
final class ServiceTelemetry {
    void register(
            @Observes StartupEvent event,
            MeterRegistry registry,
            PluginHost host,
            Access access,
            AnalysisRuns runs,
            ServerCertificates certificates,
            AssaySettings settings) {
        ServiceMeters meters = new ServiceMeters(registry)
                .host(() -> host.configurationFault().isPresent(), host::ready)
                .limits(settings.call().inFlight(), settings.call().queue())
                .access(access::refused)
                .analysisRuns(runs::phases, runs::memory);
        certificates.names().forEach(name -> meters.certificate(name, () -> certificates.end(name)));
    }
}
