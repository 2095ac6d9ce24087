package dev.assay.config.entry;

import dev.assay.config.EnvValue;
import dev.assay.config.Location;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.process.ResourceLimits;
import dev.assay.text.GoDuration;
import dev.assay.text.Redacted;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the entries of one list, one after the other. It remembers their names to find those that are there twice. */
final class EntryReader {
    /** Argo's fields (argo-rollouts: utils/plugin/types/types.go, PluginItem), then Assay's own. */
    private static final List<String> FIELDS = List.of(
            "name",
            "location",
            "sha256",
            "args",
            "headersFrom",
            "disabled",
            "env",
            "timeout",
            "limits",
            "required",
            "schema");

    private final Platform platform;
    private final Map<String, String> entryByName = new HashMap<>();

    /** @param platform the meaning of placeholders */
    EntryReader(Platform platform) {
        this.platform = platform;
    }

    /** The entry; empty when it has a fault, which is reported. */
    Optional<PluginSpec> read(Node node, FaultLocation place) {
        if (!(node instanceof MappingNode mapping)) {
            place.fault(
                    node, "is " + YamlValues.kind(node) + ", but must be a map", "write fields: name, location, ...");
            return Optional.empty();
        }
        FaultLocation at = place.entry(place.entry() + shownName(mapping));
        YamlFields fields = YamlFields.of(mapping, FIELDS, at);
        Optional<String> name = name(mapping, fields, at);
        Optional<Location> location = location(mapping, fields, at);
        Optional<String> sha256 = sha256(fields, location, at);
        List<String> args = fields.get("args")
                .map(n -> YamlValues.strings(n, at.at("args"), "write args: [\"first\", \"second\"]"))
                .orElse(List.of());
        List<String> headersFrom = fields.get("headersFrom")
                .map(n -> HeadersFromRule.check(n, location, at.at("headersFrom")))
                .orElse(List.of());
        Map<String, EnvValue> env =
                fields.get("env").map(n -> EnvRule.check(n, at.at("env"))).orElse(Map.of());
        Optional<Duration> timeout = fields.get("timeout").flatMap(n -> timeout(n, at.at("timeout")));
        ResourceLimits limits = fields.get("limits")
                .map(n -> LimitsRule.check(n, at.at("limits")))
                .orElse(ResourceLimits.NONE);
        Optional<Boolean> required = fields.get("required").flatMap(n -> YamlValues.bool(n, at.at("required")));
        fields.get("disabled").ifPresent(n -> disabled(n, at.at("disabled")));
        fields.get("schema").ifPresent(n -> schema(n, at.at("schema")));
        if (name.isEmpty() || location.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new PluginSpec(name.get(), location.get(), sha256, args, headersFrom, env, timeout, limits, required));
    }

    private static String shownName(MappingNode mapping) {
        return mapping.getValue().stream()
                .filter(t -> t.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equalsIgnoreCase("name"))
                .flatMap(t -> t.getValueNode() instanceof ScalarNode value
                        ? Optional.of(value.getValue()).stream()
                        : Optional.<String>empty().stream())
                .filter(name -> !name.isEmpty())
                .map(name -> " (" + Redacted.plain(name) + ")")
                .findFirst()
                .orElse("");
    }

    private Optional<String> name(MappingNode entry, YamlFields fields, FaultLocation at) {
        FaultLocation place = at.at("name");
        Optional<Node> node = fields.get("name");
        if (node.isEmpty()) {
            place.fault(entry, "is missing", "write name: namespace/name, as AnalysisTemplates name the plugin");
            return Optional.empty();
        }
        Optional<String> name = YamlValues.string(node.get(), place);
        if (name.isEmpty()) {
            return name;
        }
        String problem = NameRule.problem(name.get());
        if (!problem.isEmpty()) {
            place.fault(
                    node.get(),
                    Redacted.text(name.get()) + " " + problem,
                    "write two parts of letters, digits and -, the second also with _ and ., as in acme/latency");
            return Optional.empty();
        }
        String other = entryByName.putIfAbsent(name.get(), at.entry());
        if (other != null) {
            place.fault(node.get(), "is the name of " + other + " too", "rename or remove one of the two");
            return Optional.empty();
        }
        return name;
    }

    private Optional<Location> location(MappingNode entry, YamlFields fields, FaultLocation at) {
        FaultLocation place = at.at("location");
        Optional<Node> node = fields.get("location");
        if (node.isEmpty()) {
            place.fault(entry, "is missing", "write location: file:///path/of/the/executable or https://...");
            return Optional.empty();
        }
        return YamlValues.string(node.get(), place)
                .flatMap(text -> LocationRule.check(node.get(), text, platform, place));
    }

    private Optional<String> sha256(YamlFields fields, Optional<Location> location, FaultLocation at) {
        FaultLocation place = at.at("sha256");
        Optional<Node> node = fields.get("sha256")
                .filter(n ->
                        !(n instanceof ScalarNode scalar && scalar.getValue().isEmpty()));
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (location.filter(Location.Builtin.class::isInstance).isPresent()) {
            place.fault(node.get(), "is given for a plugin that is part of Assay and has no file", "remove it");
            return Optional.empty();
        }
        boolean samePlace = location.filter(Location.Http.class::isInstance).isPresent()
                && fields.get("location")
                        .filter(n -> n instanceof ScalarNode scalar && !Placeholders.areIn(scalar.getValue()))
                        .isPresent();
        return Sha256Rule.check(node.get(), samePlace, platform, place);
    }

    private static void disabled(Node node, FaultLocation place) {
        if (YamlValues.bool(node, place).orElse(false)) {
            place.warning(node, "has no effect on a metric plugin; remove the entry instead");
        }
    }

    /** It is for the check of templates alone, so a plugin does not depend on it. */
    private static void schema(Node node, FaultLocation place) {
        if (!(node instanceof MappingNode)) {
            place.fault(
                    node,
                    "is " + YamlValues.kind(node) + ", but must be a map",
                    "write the JSON Schema of the plugin's part of a metric");
        }
    }

    private static Optional<Duration> timeout(Node node, FaultLocation place) {
        Optional<String> text = node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
        Optional<Duration> timeout = text.flatMap(GoDuration::positive);
        if (timeout.isEmpty()) {
            String shown = text.map(Redacted::text).orElse(YamlValues.kind(node));
            place.fault(
                    node,
                    shown + " is no duration longer than zero",
                    "write a number with its unit: 500ms, 30s, 1m30s");
        }
        return timeout;
    }
}
