package dev.assay.api.plugin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.api.AnswerTime;
import dev.assay.host.status.PluginStatistics;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The numbers of all plugins at one moment. */
@RegisterForReflection
record StatisticsAnswer(Instant time, List<Numbers> plugins) {
    static StatisticsAnswer of(Instant time, List<PluginStatistics> plugins) {
        return new StatisticsAnswer(
                AnswerTime.of(time), plugins.stream().map(Numbers::of).toList());
    }

    /** The numbers of one plugin, as {@link PluginStatistics} explains them; what is not known is left out. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Numbers(
            String name,
            double callsPerSecond,
            @Nullable Double errorRatio,
            @Nullable Double p50Milliseconds,
            @Nullable Double p99Milliseconds,
            int inFlight,
            int waiting,
            @Nullable Double processorCores,
            @Nullable Long residentBytes,
            @Nullable Long openDescriptors,
            @Nullable Long threads,
            long calls,
            long failures) {
        private static Numbers of(PluginStatistics plugin) {
            return new Numbers(
                    plugin.name(),
                    plugin.callsPerSecond(),
                    known(plugin.errorRatio()),
                    known(plugin.p50Milliseconds()),
                    known(plugin.p99Milliseconds()),
                    plugin.inFlight(),
                    plugin.waiting(),
                    known(plugin.processorCores()),
                    known(plugin.residentBytes()),
                    known(plugin.openDescriptors()),
                    known(plugin.threads()),
                    plugin.calls(),
                    plugin.failures());
        }

        private static @Nullable Double known(OptionalDouble number) {
            return number.isPresent() ? number.getAsDouble() : null;
        }

        private static @Nullable Long known(OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
    }
}
