package dev.assay.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.FakeTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretRegistryTest {
    private final FakeTime time = new FakeTime();
    private final SecretRegistry registry = new SecretRegistry(time, time::nanoTime);

    @Test
    void a_value_is_hidden_while_somebody_holds_it_and_for_a_while_after() {
        SecretRegistry.Hold first = registry.hold(Set.of("first-value"));
        SecretRegistry.Hold second = registry.hold(Set.of("first-value", "second-value"));
        first.close();
        first.close();
        time.advance(SecretRegistry.LINGER.multipliedBy(2));
        assertThat(registry.mask("first-value second-value")).isEqualTo("***** *****");

        second.close();
        time.advance(SecretRegistry.LINGER.minusSeconds(1));
        assertThat(registry.mask("first-value second-value")).isEqualTo("***** *****");
        time.advance(Duration.ofSeconds(1));
        assertThat(registry.mask("first-value second-value")).isEqualTo("first-value second-value");
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void a_value_that_is_held_again_is_not_forgotten() {
        registry.hold(Set.of("some-value")).close();
        time.advance(SecretRegistry.LINGER.minusSeconds(1));
        registry.hold(Set.of("some-value"));
        time.advance(Duration.ofDays(1));
        assertThat(registry.mask("some-value")).isEqualTo("*****");
    }

    @Test
    void values_that_nobody_holds_are_bounded() {
        for (int i = 0; i <= SecretRegistry.MOST_UNHELD; i++) {
            registry.hold(Set.of("value-number-" + i)).close();
        }
        assertThat(registry.mask("value-number-0 value-number-1")).isEqualTo("value-number-0 *****");
    }

    @Test
    void a_value_of_fewer_than_eight_characters_is_hidden_as_a_word_only() {
        registry.hold(List.of("prod"));
        assertThat(registry.mask("prod=\"prod\", product prod_1\\nprod"))
                .isEqualTo("*****=\"*****\", product prod_1\\n*****");
    }
}
