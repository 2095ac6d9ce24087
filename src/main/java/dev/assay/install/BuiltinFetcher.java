package dev.assay.install;

import dev.assay.config.Location;
import dev.assay.config.PluginSpec;
import dev.assay.install.http.Progress;
import dev.assay.install.store.InstallException;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Plugins that come with Assay: this very program with other arguments. Nothing is copied. */
final class BuiltinFetcher implements Fetcher<Location.Builtin> {
    private final Program program;
    private final SortedSet<String> names;

    BuiltinFetcher(Program program, SortedSet<String> names) {
        this.program = program;
        this.names = new TreeSet<>(names);
    }

    @Override
    public Uni<Executable> fetch(PluginSpec spec, Location.Builtin location, Consumer<Progress> progress) {
        return Uni.createFrom().item(() -> find(spec, location.name()));
    }

    private Executable find(PluginSpec spec, String name) {
        if (!names.contains(name)) {
            throw new InstallException(
                    true,
                    "tried to install plugin " + spec.name() + " from "
                            + spec.location().shown()
                            + ", but no plugin of that name comes with Assay; write one of builtin://"
                            + String.join(", builtin://", names),
                    null);
        }
        return new Executable(program.command("plugin", name), Optional.empty());
    }
}
