package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.FaultyPlugin;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.Probe;
import dev.assay.testing.caller.HonestCaller;
import dev.assay.testing.caller.HostileCallers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application with a heap of 128 MB, under all attacks of callers at once. With
 * {@code -Dhostile.seconds=60} it takes a minute.
 *
 * <p>Every probe must be answered with 200 within ten seconds, and nine of ten within one second. The attackers run on the
 * same machine and use its processors, so a few probes are late whatever the service does. By default a
 * kubelet restarts a pod after three such answers in a row.
 *
 * <p>An honest caller must always get a measurement or a 503 that says when to try again. After the attack it must get
 * three more measurements.
 */
class HostileCallersIT {
    private static final Duration ATTACK = Duration.ofSeconds(Integer.getInteger("hostile.seconds", 15));

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    @Test
    void probes_are_answered_and_an_honest_caller_gets_its_answer_or_a_clear_503() throws Exception {
        Path waits = FaultyPlugin.script(folder, FaultyPlugin.Mode.WAITS);
        try (PackagedApplication application = PackagedApplication.start(
                PackagedProgram.file(),
                folder,
                Map.of("test/waits", "file://" + waits, "assay/sample-scrape", "builtin://sample-scrape"),
                List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError", "-Dassay.http.answer-timeout=5s"))) {
            URI address = application.address();
            URI management = application.management();
            application.await(Pattern.compile("2 of 2 plugins Ready"));
            try (Probe probe = Probe.start(management.resolve("/q/health/live"));
                    HonestCaller honest = HonestCaller.start(address, management.resolve("/q/metrics"))) {
                honest.awaitSuccesses(1);
                try (HostileCallers hostile = new HostileCallers(address)) {
                    hostile.attack(ATTACK);
                }
                int before = honest.successes();
                honest.awaitSuccesses(before + 3);

                assertThat(honest.faults()).isEmpty();
                assertThat(probe.faults()).isEmpty();
                assertThat(probe.late()).isLessThan(0.1);
            }
            assertThat(application.process().isAlive()).isTrue();
        }
    }
}
