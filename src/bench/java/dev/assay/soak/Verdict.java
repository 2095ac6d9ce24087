package dev.assay.soak;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the figures of a soak, and collects the promises that were broken. */
final class Verdict {
    /** The other plugins' p99 may be so many times that of the phase without faults. */
    private static final double SLOWER = 1.2;

    /** A smaller difference of p99 is the machine's own. */
    private static final double NOISE_MILLIS = 5;

    /** Failed calls that are printed. */
    private static final int EXAMPLES = 10;

    private final PrintStream out;
    private final List<String> breaches = new ArrayList<>();

    Verdict(PrintStream out) {
        this.out = out;
    }

    List<String> breaches() {
        return breaches;
    }

    void breach(String sentence) {
        breaches.add(sentence);
    }

    void calls(Calls calls, List<Death> deaths) {
        List<FailedCall> failed = calls.failed();
        List<FailedCall> lost =
                failed.stream().filter(call -> !call.isExcusedBy(deaths)).toList();
        print("calls", calls.made(), "failed with a process that ended, and at once: " + (failed.size() - lost.size()));
        print("calls lost", lost.size(), "goal 0");
        print("calls never answered", calls.open(), "goal 0");
        lost.stream().limit(EXAMPLES).forEach(call -> out.println("    lost: " + told(call, deaths)));
        if (!lost.isEmpty() || calls.open() > 0) {
            breach(lost.size() + " calls were lost, and " + calls.open() + " never answered");
        }
    }

    /** A failed call, and how it lies to the last end of its plugin's process before its answer. */
    private static String told(FailedCall call, List<Death> deaths) {
        return deaths.stream()
                .filter(death -> death.plugin().equals(call.plugin()) && death.from() < call.end())
                .reduce((first, second) -> second)
                .map(death -> String.format(
                        Locale.ROOT,
                        "%s, begun %.0f ms and answered %.0f ms after its process was gone: %s",
                        call.plugin().name(),
                        (call.begin() - death.at()) / 1e6,
                        (call.end() - death.at()) / 1e6,
                        call.answer()))
                .orElse(call.plugin().name() + ": " + call.answer());
    }

    void latencies(Calls quiet, Calls harmed) {
        for (SoakPlugin plugin : SoakPlugin.ALL) {
            double before = quiet.millis(plugin, 99);
            double after = harmed.millis(plugin, 99);
            out.printf(
                    Locale.ROOT,
                    "%-28s p50 %.2f -> %.2f ms, p99 %.2f -> %.2f ms (%.2f), longest %.0f ms, %d calls%n",
                    plugin.name(),
                    quiet.millis(plugin, 50),
                    harmed.millis(plugin, 50),
                    before,
                    after,
                    after / before,
                    harmed.millis(plugin, 100),
                    harmed.answered(plugin));
            if (!plugin.harmed() && !(after <= Math.max(before * SLOWER, before + NOISE_MILLIS))) {
                breach(String.format(
                        Locale.ROOT,
                        "the p99 of %s, which was not harmed, went from %.2f to %.2f ms",
                        plugin.name(),
                        before,
                        after));
            }
        }
    }

    void resources(Resources first, Resources last) {
        flat("RSS (KiB)", first.rss(), last.rss(), 64 * 1024);
        flat("heap after a collection (KiB)", first.heap(), last.heap(), 16 * 1024);
        flat("threads", first.threads(), last.threads(), 10);
        flat("file descriptors", first.files(), last.files(), 10);
        flat("sockets", first.sockets(), last.sockets(), 10);
        flat("temporary files", first.temporary(), last.temporary(), 0);
        flat("child processes", first.children(), last.children(), 0);
        flat("zombies", 0, last.zombies(), 0);
    }

    /** @param more allowed at the end; the JVM compiles code, and pools of threads grow, for a while */
    private void flat(String name, long first, long last, long more) {
        print(name, last, "at first " + first + ", at most " + more + " more");
        if (last > first + more) {
            breach(name + " went from " + first + " to " + last);
        }
    }

    private void print(String name, Object value, String note) {
        out.printf(Locale.ROOT, "%-32s %10s   %s%n", name, value, note);
    }
}
