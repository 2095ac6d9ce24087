package dev.assay.host;

import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Which plugins there are: a slot for each name, in the order of the configuration, and beside them those that were
 * removed and have not ended yet. Thread-safe; {@link #apply} is called by one caller at a time. The lock guards which
 * slots there are, and is not held while a slot is told something.
 */
final class SlotTable {
    private static final Logger LOG = Logger.getLogger(SlotTable.class);

    private final SlotFactory parts;
    private final Runnable changed;
    private final Set<PluginSlot> leaving = new LinkedHashSet<>();
    private volatile Map<String, PluginSlot> slots = Map.of();
    private boolean applied;
    private boolean stopping;

    /** @param changed run after every change of a slot */
    SlotTable(SlotFactory parts, Runnable changed) {
        this.parts = parts;
        this.changed = changed;
    }

    /** In the order of the configuration. */
    Collection<PluginSlot> all() {
        return slots.values();
    }

    Optional<PluginSlot> find(String name) {
        return Optional.ofNullable(slots.get(name));
    }

    /** Makes the plugins those of the list: unchanged ones are not touched. False, and nothing, once a stop has begun. */
    boolean apply(PluginList list) {
        Map<String, PluginSlot> before;
        Map<String, PluginSlot> after = new LinkedHashMap<>();
        List<PluginSlot> removed = new ArrayList<>();
        synchronized (this) {
            if (stopping) {
                return false;
            }
            before = slots;
            for (PluginSpec spec : list.plugins()) {
                PluginSlot known = before.get(spec.name());
                after.put(spec.name(), known == null ? new PluginSlot(spec, applied, parts, changed) : known);
            }
            before.values().stream()
                    .filter(slot -> !after.containsKey(slot.name()))
                    .forEach(removed::add);
            leaving.addAll(removed);
            slots = after;
            applied = true;
        }
        removed.forEach(this::remove);
        for (PluginSpec spec : list.plugins()) {
            PluginSlot known = before.get(spec.name());
            if (known != null) {
                known.want(spec);
            }
        }
        after.values().stream().filter(slot -> before.get(slot.name()) != slot).forEach(PluginSlot::begin);
        if (after.isEmpty() && !removed.isEmpty()) {
            parts.reloads().allRemoved();
        }
        return true;
    }

    /** Ends all plugins, those too that are on their way out. */
    Uni<Void> stop() {
        List<PluginSlot> all;
        synchronized (this) {
            stopping = true;
            all = Stream.concat(slots.values().stream(), leaving.stream()).toList();
        }
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(all.stream()
                                .map(slot -> slot.stop(StopReason.STOP))
                                .toList())
                        .andCollectFailures()
                        .replaceWithVoid();
    }

    private void remove(PluginSlot slot) {
        parts.reloads().removed(slot.name());
        slot.stop(StopReason.REMOVED).subscribe().with(done -> {
            LOG.infof("Plugin %s has ended", slot.name());
            synchronized (this) {
                leaving.remove(slot);
            }
        });
    }
}
