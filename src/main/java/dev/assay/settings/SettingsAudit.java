package dev.assay.settings;

import dev.assay.text.ForeignText;
import dev.assay.text.HumanUnits;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at all settings of all sources, and gathers what is wrong with them. For one configuration, by one thread. */
final class SettingsAudit {
    private static final String REMEDY = "; correct it, or remove it for the default";

    private final SmallRyeConfig config;
    private final List<String> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, ConfigValue> written = new LinkedHashMap<>();

    private SettingsAudit(SmallRyeConfig config) {
        this.config = config;
    }

    /** @throws SettingsException with every fault */
    static CheckedSettings check(SmallRyeConfig config) {
        SettingsAudit audit = new SettingsAudit(config);
        audit.findUnknown();
        KnownSettings.ALL.forEach(audit::read);
        AssaySettings settings = SettingsReader.read(builder -> builder.withDefaultValues(audit.values));
        SettingsCheck.findings(settings).forEach(fault -> audit.add(KnownSettings.PREFIX + fault.name(), fault.rule()));
        if (!audit.faults.isEmpty()) {
            throw new SettingsException(audit.faults);
        }
        audit.warnOfHeap(settings.wire(), Runtime.getRuntime().maxMemory());
        return new CheckedSettings(settings, audit.warnings);
    }

    private void findUnknown() {
        UnknownSettings unknown = UnknownSettings.of(config);
        faults.addAll(unknown.faults());
        warnings.addAll(unknown.warnings());
    }

    private void read(String name, SettingType type) {
        if (type.list()) {
            config.getOptionalValues(name, String.class).ifPresent(all -> {
                values.put(name, String.join(",", escaped(all)));
                written.put(name, config.getConfigValue(name));
            });
            return;
        }
        @Nullable String text;
        try {
            ConfigValue value = config.getConfigValue(name);
            text = value.getValue();
            if (text == null && value.getRawValue() == null) {
                return;
            }
            written.put(name, value);
        } catch (NoSuchElementException e) {
            faults.add("tried to use " + name + ", but it must not refer to what is not set ("
                    + ForeignText.oneLine(String.valueOf(e.getMessage()), 200) + ")" + REMEDY);
            return;
        }
        if (text == null && !String.valueOf(written.get(name).getRawValue()).isEmpty()) {
            add(name, "must not refer to what is not set");
            return;
        }
        String value = text == null ? "" : text;
        type.fault(value).ifPresentOrElse(rule -> add(name, rule), () -> {
            if (value.isBlank()) {
                warnings.add("tried to use " + shown(name) + ", but it is empty and counts as not set; give it a value,"
                        + " or remove it");
            } else {
                values.put(name, value.strip());
            }
        });
    }

    /** A size that was chosen gives way with a warning; the default gives way in silence. */
    private void warnOfHeap(AssaySettings.Wire wire, long heap) {
        String name = "assay.wire.max-message";
        int limit = MessageLimit.of(wire, heap);
        if (written.containsKey(name) && limit < wire.maxMessage().asLongValue()) {
            warnings.add("tried to use " + shown(name) + ", but it is more than a sixteenth of the heap of "
                    + HumanUnits.bytes(heap) + ", so a message has at most " + HumanUnits.bytes(limit)
                    + "; make the heap larger (-Xmx), or lower the setting");
        }
    }

    private void add(String name, String rule) {
        faults.add("tried to use " + shown(name) + ", but it " + rule + REMEDY);
    }

    private String shown(String name) {
        @Nullable ConfigValue value = written.get(name);
        return value == null || value.getRawValue() == null
                ? name
                : name + "=" + ForeignText.oneLine(String.valueOf(value.getRawValue()), 100) + " ("
                        + SettingSource.of(value, name) + ")";
    }

    private static List<String> escaped(List<String> values) {
        Set<String> seen = new HashSet<>();
        return values.stream()
                .filter(value -> !value.isBlank() && seen.add(value))
                .map(value -> value.replace("\\", "\\\\").replace(",", "\\,"))
                .toList();
    }
}
