package dev.assay;

import dev.assay.api.connection.ConnectionGuards;
import dev.assay.bridge.BridgeCommand;
import dev.assay.check.CheckCommand;
import dev.assay.check.CheckFetch;
import dev.assay.install.OwnProgram;
import dev.assay.migrate.MigrateCommand;
import dev.assay.pace.AddressCache;
import dev.assay.plugin.Exit;
import dev.assay.plugin.MetricPlugin;
import dev.assay.plugin.PluginServer;
import dev.assay.run.RunCommand;
import dev.assay.sample.Samples;
import dev.assay.settings.AssaySettings;
import dev.assay.settings.SettingsException;
import dev.assay.settings.SettingsReader;
import dev.assay.version.Version;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.SmallRyeConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/**
 * The entry of the program, which chooses the role of this process by the arguments. In all roles except the first Quarkus
 * is never started.
 *
 * <ul>
 *   <li>Without arguments it is the host.
 *   <li>{@code check FILE} reports the faults of a manifest.
 *   <li>{@code run FILE} takes an analysis to its end.
 *   <li>{@code migrate FILE} moves the plugins of a manifest from Argo to Assay.
 *   <li>{@code bridge NAME} is a plugin for Argo Rollouts that forwards to Assay.
 *   <li>{@code plugin NAME} is one of the plugins that come with Assay.
 * </ul>
 */
@QuarkusMain
public final class Main {
    private static final String USAGE = """
            usage: assay                start the service (settings: -Dassay.... or ASSAY_... in the environment)
                   assay check FILE     say what is wrong with the manifest of a ConfigMap; check --help tells more
                   assay run FILE       take an analysis to its end, with the verdict as exit code; run --help tells more
                   assay migrate FILE   move the plugins of Argo Rollouts to Assay; migrate --help tells more
                   assay bridge NAME    be the plugin NAME for Argo Rollouts, and forward to Assay; bridge --help tells more
                   assay plugin NAME    be the sample plugin NAME, one of %s; started by a host, never by hand
                   assay --version      print the version
            """;

    Main() {}

    public static void main(String[] args) {
        List<String> all = StartFile.arguments(List.of(args), System.getenv());
        if (all.isEmpty()) {
            serve();
            return;
        }
        if (all.size() <= 2 && all.get(all.size() - 1).equals("--version")) {
            System.out.println(Version.ofThisProgram().text());
            return;
        }
        List<String> further = all.subList(1, all.size());
        switch (all.get(0)) {
            case "check" -> check(further);
            case "run" -> run(further);
            case "migrate" -> migrate(further);
            case "bridge" -> Exit.with(new BridgeCommand(System.out, System.err).run(further));
            default -> {
                if (all.equals(List.of("--help"))) {
                    System.out.print(usage());
                } else if (all.size() == 2 && all.get(0).equals("plugin")) {
                    servePlugin(all.get(1));
                } else {
                    refuse("Assay does not know the arguments " + String.join(" ", all));
                }
            }
        }
    }

    /** Faults of the settings are told before Quarkus starts, so that no port is open and nothing else is said. */
    private static void serve() {
        try {
            SmallRyeConfig config = SettingsReader.configurationOfProcess();
            AssaySettings settings = SettingsReader.check(config).settings();
            Duration timeout = settings.stop().drain().plus(Shutdown.LAST_ANSWERS);
            System.setProperty("quarkus.shutdown.timeout", timeout.toString());
            EventLoops.reserve(config, Runtime.getRuntime().availableProcessors());
        } catch (SettingsException e) {
            if (LaunchMode.current() != LaunchMode.NORMAL) {
                throw e; // At a reload of dev mode Quarkus shows it, and waits for the next edit.
            }
            new BootReport(e.faults()).end();
        }
        AddressCache.shorten();
        ConnectionGuards.install();
        // Quarkus tells of a failed start in its own words where it is given no handler. Lifecycle may change this one.
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            ApplicationLifecycleManager.setDefaultExitCodeHandler(
                    ending(ApplicationLifecycleManager.getDefaultExitCodeHandler()));
        }
        Quarkus.run(null, (code, cause) -> ApplicationLifecycleManager.getDefaultExitCodeHandler()
                .accept(code, cause));
    }

    /** In dev mode, where the end of the application is the beginning of the next, Quarkus' own handler decides. */
    private static BiConsumer<Integer, Throwable> ending(BiConsumer<Integer, Throwable> ofQuarkus) {
        // At the first start of dev mode its mode is not known yet when this program begins.
        return (code, cause) -> {
            if (LaunchMode.current() == LaunchMode.NORMAL) {
                QuarkusStartFailure.end(code, cause);
            } else {
                ofQuarkus.accept(code, cause);
            }
        };
    }

    private static void check(List<String> arguments) {
        CheckFetch fetch = new CheckFetch(
                SettingsReader::ofProcess,
                Main::program,
                new TreeSet<>(Samples.names()),
                System.getenv(),
                Wiring.temporary());
        runCommand(CheckCommand.FAULTY, out -> new CheckCommand(
                        System.in, out, System.err, Wiring.platform(), Samples.schemas(), fetch)
                .run(arguments));
    }

    private static void run(List<String> arguments) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        runCommand(RunCommand.UNWRITTEN, out -> new RunCommand(System.in, out, err, System.getenv(), LocalPlugins::make)
                .run(arguments));
    }

    private static void migrate(List<String> arguments) {
        runCommand(MigrateCommand.FAULTY, out -> new MigrateCommand(
                        System.in, out, System.err, Wiring.platform(), new TreeSet<>(Samples.names()))
                .run(arguments));
    }

    /**
     * Runs a command, and ends with its exit code.
     *
     * @param unwritten the exit code where all is well, except that standard output cannot be written
     * @param command writes to standard output, and gives the exit code
     */
    private static void runCommand(int unwritten, ToIntFunction<PrintStream> command) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        int code = command.applyAsInt(out);
        if (out.checkError()) {
            System.err.println("tried to write the report to standard output, but that failed; see the disk, or the"
                    + " program, that it goes to");
            code = code == 0 ? unwritten : code;
        }
        Exit.with(code);
    }

    /** This program, started once more. */
    static OwnProgram program() {
        return OwnProgram.running(Main.class.getName());
    }

    private static void servePlugin(String name) {
        Optional<MetricPlugin> plugin = Samples.find(name);
        if (plugin.isPresent()) {
            PluginServer.serve(plugin.get());
        } else {
            refuse("Assay brings no plugin of the name " + name);
        }
    }

    private static void refuse(String sentence) {
        System.err.println(sentence);
        System.err.print(usage());
        Exit.with(CheckCommand.WRONG_USAGE);
    }

    private static String usage() {
        return USAGE.formatted(Samples.names());
    }
}
