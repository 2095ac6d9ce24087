package dev.assay.host;

import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import dev.assay.host.slot.PluginSlot;
import dev.assay.host.slot.SlotFactory;
import dev.assay.host.slot.StopReason;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The slots of all plugins. There is one for each configured name, in the order of the configuration. Beside them are
 * those that were removed and have not stopped yet.
 *
 * <p>Thread-safe; {@link #apply} is called by one caller at a time. The lock guards which slots there are, and is not held
 * while a slot is told something.
 */
final class SlotTable {
    private static final Logger LOG = Logger.getLogger(SlotTable.class);

    private final SlotFactory factory;
    private final Runnable onChange;
    private final Consumer<String> onGone;
    private final Set<PluginSlot> stoppingSlots = new LinkedHashSet<>();
    private volatile Map<String, PluginSlot> slots = Map.of();
    private boolean applied;
    private boolean stopping;

    /**
     * @param onChange run after every change of a slot
     * @param onGone told the name of which nothing is left, neither a process nor an entry. It is told within a lock, so that
     *     no entry of the name comes meanwhile, and must not block
     */
    SlotTable(SlotFactory factory, Runnable onChange, Consumer<String> onGone) {
        this.onGone = onGone;
        this.factory = factory;
        this.onChange = onChange;
    }

    /** The configured ones, in the order of the configuration. */
    Collection<PluginSlot> all() {
        return slots.values();
    }

    Optional<PluginSlot> find(String name) {
        return Optional.ofNullable(slots.get(name));
    }

    /**
     * Takes something that belongs to a configured name; empty where it is not configured. Nobody is told meanwhile that the
     * name has gone.
     *
     * @param source must not block
     */
    synchronized <T> Optional<T> whileConfigured(String name, Supplier<T> source) {
        return find(name).map(slot -> source.get());
    }

    /**
     * Makes the plugins those of the list; unchanged ones are not touched. Once a stop has begun it does nothing and gives
     * false.
     */
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
                after.put(spec.name(), known == null ? new PluginSlot(spec, applied, factory, onChange) : known);
            }
            before.values().stream()
                    .filter(slot -> !after.containsKey(slot.name()))
                    .forEach(removed::add);
            stoppingSlots.addAll(removed);
            slots = after;
            applied = true;
        }
        removed.forEach(this::remove);
        for (PluginSpec spec : list.plugins()) {
            PluginSlot known = before.get(spec.name());
            if (known != null) {
                known.apply(spec);
            }
        }
        after.values().stream().filter(slot -> before.get(slot.name()) != slot).forEach(PluginSlot::begin);
        if (after.isEmpty() && !removed.isEmpty()) {
            factory.reloads().allRemoved();
        }
        return true;
    }

    /** Stops all plugins. Completes when no process is left, those of removed plugins included. */
    Uni<Void> stop() {
        List<PluginSlot> all;
        synchronized (this) {
            stopping = true;
            all = Stream.concat(slots.values().stream(), stoppingSlots.stream()).toList();
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
        factory.reloads().removed(slot.name());
        slot.stop(StopReason.REMOVED).subscribe().with(done -> {
            LOG.debugf("Nothing is left of plugin %s", slot.name());
            synchronized (this) {
                stoppingSlots.remove(slot);
                if (!slots.containsKey(slot.name())) {
                    onGone.accept(slot.name());
                }
            }
        });
    }
}
