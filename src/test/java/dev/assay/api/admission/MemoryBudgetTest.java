package dev.assay.api.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private static final int MIB = 1024 * 1024;

    private final MemoryBudget budget = new MemoryBudget(8 * MIB);

    @Test
    void a_request_that_does_not_fit_beside_others_is_refused_for_now() {
        WorkMemory first = budget.open();
        first.grow(5 * MIB);
        assertRefused(budget.open(), 2 * MIB, Kind.OVERLOADED);
        first.close();
        budget.open().grow(2 * MIB);
    }

    @Test
    void a_request_that_exceeds_the_whole_budget_is_refused_for_good() {
        assertRefused(budget.open(), 9 * MIB, Kind.TOO_COSTLY);
        WorkMemory grown = budget.open();
        grown.grow(4 * MIB);
        assertRefused(grown, 3 * MIB, Kind.TOO_COSTLY);
    }

    @Test
    void a_quarter_is_kept_for_small_requests() {
        budget.open().grow(6 * MIB);
        assertRefused(budget.open(), MIB, Kind.OVERLOADED);
        for (int i = 0; i < 32; i++) {
            budget.open().grow(64 * 1024);
        }
        assertRefused(budget.open(), 64 * 1024, Kind.OVERLOADED);
    }

    @Test
    void memory_is_given_back_once() {
        WorkMemory memory = budget.open();
        memory.grow(1000);
        memory.close();
        memory.close();
        assertRefused(memory, 1, Kind.OVERLOADED);
        assertAllIsFree();
    }

    @Test
    void a_refusal_takes_nothing() {
        WorkMemory memory = budget.open();
        assertRefused(memory, 9 * MIB, Kind.TOO_COSTLY);
        assertAllIsFree();
    }

    /** Proves that the whole budget can be had, and not a byte more. */
    private void assertAllIsFree() {
        budget.open().grow(6 * MIB);
        for (int i = 0; i < 16; i++) {
            budget.open().grow(MIB / 8);
        }
        assertRefused(budget.open(), 1, Kind.OVERLOADED);
    }

    private static void assertRefused(WorkMemory memory, long bytes, Kind kind) {
        assertThatThrownBy(() -> memory.grow(bytes)).isInstanceOfSatisfying(RequestRefusedException.class, refusal -> {
            assertThat(refusal.kind()).isEqualTo(kind);
            assertThat(refusal.getMessage())
                    .startsWith("tried to ")
                    .contains(", but ")
                    .contains("; ");
        });
    }
}
