package dev.assay.host.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StateMachineTest {
    private final StateMachine<HealthState> machine = new StateMachine<>("the checker of acme/one", HealthState.NEW);

    @Test
    void a_permitted_move_changes_the_state() {
        machine.moveTo(HealthState.WAITING);
        assertThat(machine.state()).isEqualTo(HealthState.WAITING);
        assertThat(machine.is(HealthState.WAITING)).isTrue();
    }

    @Test
    void a_move_that_is_not_permitted_fails_and_changes_nothing() {
        assertThatThrownBy(() -> machine.moveTo(HealthState.PINGING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("tried to move the checker of acme/one to PINGING, but it is NEW and may become [WAITING]"
                        + " only");
        assertThat(machine.is(HealthState.NEW)).isTrue();
    }

    @Test
    void a_last_state_has_no_successor() {
        machine.moveTo(HealthState.WAITING);
        machine.moveTo(HealthState.STOPPED);
        assertThatThrownBy(() -> machine.moveTo(HealthState.STOPPED)).isInstanceOf(IllegalStateException.class);
    }
}
