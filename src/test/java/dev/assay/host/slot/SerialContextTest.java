package dev.assay.host.slot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.host.calls.CallGate;
import dev.assay.host.calls.StubConnection;
import dev.assay.host.facts.UnobservedHost;
import dev.assay.host.status.PluginState;
import io.grpc.SynchronizationContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever changes a slot fails outside the slot's serial context. */
class SerialContextTest {
    private final SlotFixture fixture = new SlotFixture(false, Map.of());
    private final SynchronizationContext context = new SynchronizationContext((thread, failure) -> {
        throw new AssertionError(failure);
    });
    private final CallGate gate = fixture.factory.gate(SlotFixture.SPEC, ended -> {});
    private final SlotLifecycle lifecycle =
            new SlotLifecycle(SlotFixture.SPEC, false, fixture.factory, context, gate, new UnobservedHost(), () -> {});
    private final Supervisor supervisor = lifecycle.occupants().serving();
    private final StartQueue starts = new StartQueue(fixture.factory, context, (spec, stamp) -> {});

    @TestFactory
    Stream<DynamicTest> a_call_outside_fails() {
        return calls().entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(call.getKey(), () -> assertThatThrownBy(call.getValue())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("Not called from the SynchronizationContext")));
    }

    private Map<String, ThrowingCallable> calls() {
        return Map.ofEntries(
                Map.entry("SlotLifecycle.onBegin", lifecycle::onBegin),
                Map.entry("SlotLifecycle.onApply", () -> lifecycle.onApply(SlotFixture.SPEC)),
                Map.entry("SlotLifecycle.onStop", () -> lifecycle.onStop(StopReason.STOP)),
                Map.entry("SlotLifecycle.onInstalled", () -> lifecycle.onInstalled(supervisor)),
                Map.entry(
                        "SlotLifecycle.onStateChanged",
                        () -> lifecycle.onStateChanged(supervisor, PluginState.READY, "")),
                Map.entry("SlotLifecycle.onReady", () -> lifecycle.onReady(supervisor, new StubConnection())),
                Map.entry("SlotLifecycle.onBackingOff", () -> lifecycle.onBackingOff(supervisor, "", Duration.ZERO)),
                Map.entry("SlotLifecycle.onFailed", () -> lifecycle.onFailed(supervisor, "")),
                Map.entry("SlotLifecycle.onStopped", () -> lifecycle.onStopped(supervisor)),
                Map.entry("Supervisor.start", supervisor::start),
                Map.entry("Supervisor.stop", () -> supervisor.stop("", "")),
                Map.entry("Supervisor.onFailed", () -> supervisor.onFailed(new IllegalArgumentException())),
                Map.entry("StartQueue.replace", () -> starts.replace(supervisor, Optional.empty())),
                Map.entry("StartQueue.startIfRoom", starts::startIfRoom),
                Map.entry("StartQueue.close", starts::close));
    }
}
