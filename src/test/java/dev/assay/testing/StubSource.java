package dev.assay.testing;

import dev.assay.config.ConfigReading;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSource;
import dev.assay.config.PluginSpec;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A configuration that the test changes. Thread-safe; a change has been taken by the host when {@link #emit} returns. */
public final class StubSource implements PluginSource {
    private final List<MultiEmitter<? super ConfigReading>> watchers = new CopyOnWriteArrayList<>();
    private final Uni<PluginList> load;
    private volatile ConfigReading latest;

    private StubSource(Uni<PluginList> load, ConfigReading latest) {
        this.load = load;
        this.latest = latest;
    }

    /** One that has these plugins at first. */
    public static StubSource of(List<PluginSpec> plugins) {
        PluginList list = new PluginList(plugins, List.of());
        return new StubSource(Uni.createFrom().item(list), new ConfigReading.Read(list));
    }

    /** One whose first reading is the test's; those who follow it see nothing before the first {@link #emit}. */
    public static StubSource loading(Uni<PluginList> load) {
        return new StubSource(load, null);
    }

    /** The plugins that there should be from now on. */
    public void set(PluginSpec... plugins) {
        emit(new ConfigReading.Read(new PluginList(List.of(plugins), List.of())));
    }

    public synchronized void emit(ConfigReading reading) {
        latest = reading;
        watchers.forEach(watcher -> watcher.emit(reading));
    }

    /** How many follow it. */
    public int watchers() {
        return watchers.size();
    }

    @Override
    public String description() {
        return "the test";
    }

    @Override
    public Uni<PluginList> load() {
        return load;
    }

    @Override
    public Multi<ConfigReading> changes() {
        return Multi.createFrom().emitter(emitter -> {
            synchronized (this) {
                watchers.add(emitter);
                emitter.onTermination(() -> watchers.remove(emitter));
                if (latest != null) {
                    emitter.emit(latest);
                }
            }
        });
    }
}
