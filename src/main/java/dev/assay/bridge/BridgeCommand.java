package dev.assay.bridge;

import dev.assay.command.Usage;
import dev.assay.command.WrongUsageException;
import dev.assay.pace.AddressCache;
import dev.assay.plugin.PluginServer;
import java.io.PrintStream;
import java.util.List;

/**
 * The command {@code bridge NAMESPACE/NAME --to URL}. Argo Rollouts starts it as a metric plugin. It sends each call to
 * Assay, for the plugin of that name, and gives the answer back as it is.
 */
public final class BridgeCommand {
    private static final String USAGE =
            """
            usage: assay bridge NAMESPACE/NAME --to URL [option ...]
                   The metric plugin NAMESPACE/NAME for Argo Rollouts, which forwards every call to an Assay that hosts it.
                   Argo Rollouts starts it by an entry of its ConfigMap; it does nothing when it is started by hand.
                   NAMESPACE/NAME       the name of the plugin, in Argo's ConfigMap and in that of Assay
                   --to URL             Assay: http://HOST:PORT or https://HOST:PORT. All addresses that HOST has are used in turn
                   --timeout DURATION   how long a call may take; %s by default, more than Assay itself gives a plugin
                   --wait DURATION      how long a call waits, before it is sent, while no Assay can be reached; %s by default
                   --ca-file FILE       certificates (PEM) to trust in place of those that come with Java
                   --token-file FILE    a token that is sent as authorization: Bearer, read anew when the file changes; by default
                                        %s, where that is there
                   --help               print this
            exit code: 0 when Argo Rollouts ended it, 1 when it was started by hand, 2 for wrong usage
            """.formatted(BridgeArguments.TIMEOUT, BridgeArguments.WAIT, BridgeArguments.TOKEN);

    /** The exit code for arguments that are not understood. */
    private static final int WRONG_USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;

    public BridgeCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Each fault of the arguments that a bridge is to be given, as a sentence for the user. */
    public static List<String> faults(List<String> arguments) {
        try {
            BridgeArguments unused = BridgeArguments.parse(arguments);
            return List.of();
        } catch (WrongUsageException e) {
            return e.faults();
        }
    }

    /** Gives the exit code for {@code --help} and for wrong usage. Otherwise serves the plugin, and never returns. */
    public int run(List<String> arguments) {
        return new Usage(USAGE, WRONG_USAGE, out, err).run(arguments, BridgeArguments::parse, BridgeCommand::serve);
    }

    private static int serve(BridgeArguments parsed) {
        AddressCache.shorten();
        PluginServer.serve(new BridgeProvider(parsed.plugin(), new AssayClient(parsed)));
        return 0;
    }
}
