package dev.assay.measure.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunNamesTest {
    private final RunNames names = new RunNames();
    private final Set<String> taken = new HashSet<>();

    @Test
    void a_taken_name_gets_a_number() {
        assertThat(take("a")).isEqualTo("a");
        assertThat(take("a")).isEqualTo("a.1");
        assertThat(take("a.1")).isEqualTo("a.1.1");
        assertThat(take("a")).isEqualTo("a.2");
    }

    @Test
    void a_number_comes_again_only_when_all_are_gone() {
        take("a");
        take("a");
        giveBack("a", "a.1");
        assertThat(take("a")).isEqualTo("a.2");
        giveBack("a", "a.2");
        giveBack("a", "a");
        assertThat(take("a")).isEqualTo("a");
        assertThat(take("a")).isEqualTo("a.1");
    }

    @Test
    void many_runs_of_one_name_are_named_without_a_search() {
        AtomicLong asked = new AtomicLong();
        for (int i = 0; i < 10_000; i++) {
            taken.add(names.take("a", name -> {
                asked.incrementAndGet();
                return taken.contains(name);
            }));
        }
        assertThat(taken).hasSize(10_000);
        assertThat(asked.get()).isLessThan(30_000);
    }

    private String take(String wanted) {
        String name = names.take(wanted, taken::contains);
        taken.add(name);
        return name;
    }

    private void giveBack(String wanted, String name) {
        names.giveBack(wanted);
        taken.remove(name);
    }
}
