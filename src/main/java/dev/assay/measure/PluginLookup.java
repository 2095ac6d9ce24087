package dev.assay.measure;

import dev.assay.host.PluginHost;
import dev.assay.host.status.PluginEvent;
import dev.assay.host.status.PluginStatus;
import dev.assay.host.status.RestartOutcome;
import dev.assay.log.KeptLine;
import dev.assay.log.LogQuery;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.Phase;
import dev.assay.text.ForeignText;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Finds plugins: by the name that a caller gives, or for a metric. */
public final class PluginLookup {
    /** Characters of a list of names that a caller sent. */
    private static final int LONGEST_LIST = 200;

    private static final Pattern NAME = Pattern.compile("[\\w./-]{1,200}");

    private final PluginHost host;
    private final UnaryOperator<String> secrets;

    /** @param secrets hides what is secret in answers to callers */
    public PluginLookup(PluginHost host, UnaryOperator<String> secrets) {
        this.host = host;
        this.secrets = secrets;
    }

    /** The plugin of a metric, or the reason why there is none. */
    public sealed interface Result permits Found, NotFound {}

    public record Found(String plugin, MetricProvider provider) implements Result {}

    /** @param reason a sentence for the caller */
    public record NotFound(String reason) implements Result {}

    /**
     * Gives the provider of a plugin for a caller, without secrets in its answers.
     *
     * @throws RequestRefusedException with the names that exist, or before the configuration has been read
     */
    public MetricProvider provider(String plugin, Caller caller) {
        return masked(find(plugin, () -> host.provider(plugin, caller)));
    }

    /**
     * Gives a plugin with its answers as they are, apart from secrets. A call that gets no answer fails with
     * {@link dev.assay.metric.CallException}.
     *
     * @throws RequestRefusedException with the names that exist, or before the configuration has been read
     */
    public MetricProvider rawProvider(String plugin, Caller caller) {
        return masked(find(plugin, () -> host.rawProvider(plugin, caller)));
    }

    private MetricProvider masked(MetricProvider provider) {
        return new MaskedProvider(provider, secrets);
    }

    private <T> T find(String plugin, Supplier<Optional<T>> lookup) {
        requireConfigured("find the plugin " + shown(plugin));
        return lookup.get().orElseThrow(() -> unknown(plugin));
    }

    /**
     * Checks that the plugins are known.
     *
     * @param action for the message, for instance {@code measure an analysis}
     * @throws RequestRefusedException before the configuration has been read
     */
    public void requireConfigured(String action) {
        if (!host.isConfigured()) {
            throw new RequestRefusedException(
                    Kind.STARTING,
                    "tried to " + action + ", but Assay is starting and has not read its configuration yet; try again"
                            + " in some seconds");
        }
    }

    /**
     * Checks the metric of a verb that works on one.
     *
     * @throws RequestRefusedException when there is none, or it is for another provider
     */
    public static void requireMetric(String plugin, Metric metric) {
        if (metric.json().isEmpty()) {
            throw new RequestRefusedException(
                    Kind.UNREADABLE_BODY,
                    "tried to call the plugin " + plugin + ", but there is no metric; send one as"
                            + " {\"metric\":{\"provider\":{\"plugin\":{\"" + plugin + "\":{}}}}}");
        }
        List<String> owners = metric.providers().equals(List.of("plugin"))
                ? metric.plugins().stream().map(Metric.PluginEntry::name).toList()
                : metric.providers();
        if (!owners.isEmpty() && !owners.contains(plugin)) {
            throw new RequestRefusedException(
                    Kind.UNREADABLE_BODY,
                    "tried to call the plugin " + plugin + ", but the metric is for "
                            + ForeignText.oneLine(String.join(", ", owners), LONGEST_LIST)
                            + "; write it for provider.plugin with " + plugin + ", or call the other one");
        }
    }

    /**
     * Gives the status of a plugin.
     *
     * @throws RequestRefusedException with the names that exist, or before the configuration has been read
     */
    public PluginStatus status(String plugin) {
        return find(plugin, () -> host.plugin(plugin));
    }

    /**
     * Gives the latest events of a plugin.
     *
     * @throws RequestRefusedException with the names that exist, or before the configuration has been read
     */
    public List<PluginEvent> history(String plugin) {
        return find(plugin, () -> host.history(plugin));
    }

    /**
     * Gives the kept lines of a plugin's log.
     *
     * @throws RequestRefusedException with the names that exist, or before the configuration has been read
     */
    public Multi<KeptLine> logs(String plugin, LogQuery query) {
        return find(plugin, () -> host.logs(plugin, query));
    }

    /**
     * Restarts a plugin.
     *
     * @throws RequestRefusedException with the names that exist, or before the configuration has been read
     */
    public Uni<RestartOutcome> restart(String plugin) {
        return find(plugin, () -> host.restart(plugin));
    }

    /**
     * Asks a plugin for the metadata of a metric that it has measured. Never fails. Nothing is asked when the plugin failed to
     * measure and is down: that call would wait for its next process.
     */
    public Uni<Map<String, String>> metadata(Found plugin, Metric metric, Measurement measurement) {
        if (measurement.phase().equals(Phase.ERROR) && !host.answers(plugin.plugin())) {
            return Uni.createFrom().item(Map.of());
        }
        return Uni.createFrom()
                .deferred(() -> plugin.provider().metadata(metric))
                .onFailure()
                .recoverWithItem(failure ->
                        Map.of("error", InternalErrors.report("get the metadata of " + metric.name(), failure)));
    }

    /** Finds the plugin of a metric, whose answers come as they are, with secrets. */
    public Result find(Metric metric, Caller caller) {
        List<Metric.PluginEntry> entries = metric.plugins();
        if (entries.size() == 1) {
            String name = entries.get(0).name();
            return host.provider(name, caller)
                    .<Result>map(provider -> new Found(name, provider))
                    .orElseGet(() -> notFound(
                            metric,
                            "with the plugin " + name + ", but it is not configured; configure it under"
                                    + " metricProviderPlugins, or use " + configured()));
        }
        if (entries.size() > 1) {
            return notFound(
                    metric,
                    "with one plugin, but provider.plugin names "
                            + String.join(
                                    ", ",
                                    entries.stream()
                                            .map(Metric.PluginEntry::name)
                                            .toList()) + "; keep one");
        }
        List<String> providers = metric.providers();
        return providers.contains("plugin")
                ? notFound(metric, "with a plugin, but provider.plugin names none; name " + configured())
                : notFound(metric, builtIn(providers.isEmpty() ? "" : providers.get(0)));
    }

    private String builtIn(String provider) {
        List<String> similar =
                names().stream().filter(name -> endsWithWord(name, provider)).toList();
        return "with the built-in provider " + provider
                + ", but Assay runs metric plugins, and that one is part of Argo"
                + " Rollouts itself; write the metric for provider.plugin with "
                + (similar.isEmpty() ? configured() : String.join(" or ", similar));
    }

    private static boolean endsWithWord(String name, String word) {
        return name.endsWith("/" + word) || name.endsWith("-" + word);
    }

    private static NotFound notFound(Metric metric, String reason) {
        return new NotFound("tried to measure " + metric.name() + " " + reason);
    }

    private RequestRefusedException unknown(String plugin) {
        List<String> names = names();
        return new RequestRefusedException(
                Kind.UNKNOWN_PLUGIN,
                "tried to find the plugin " + shown(plugin) + ", but it is not configured; "
                        + (names.isEmpty() ? "no plugin is" : "there are " + String.join(", ", names)),
                names);
    }

    /** The name as it stands, where it could be one of a plugin; any other text in quotes. */
    private static String shown(String plugin) {
        return NAME.matcher(plugin).matches() ? plugin : ForeignText.quoted(plugin);
    }

    private String configured() {
        List<String> names = names();
        return names.isEmpty() ? "a plugin that is configured (none is)" : "one of " + String.join(", ", names);
    }

    private List<String> names() {
        return host.plugins().stream().map(PluginStatus::name).toList();
    }
}
