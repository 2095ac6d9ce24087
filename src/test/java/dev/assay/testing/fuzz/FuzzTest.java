package dev.assay.testing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The inputs that the fuzzer begins with, and those that it once found. */
class FuzzTest {
    @ParameterizedTest
    @MethodSource("dev.assay.testing.fuzz.FuzzTarget#all")
    void every_seed_and_every_finding_is_read_or_refused(FuzzTarget target) {
        List<byte[]> inputs = Stream.of(target.seeds(), target.findings())
                .flatMap(List::stream)
                .toList();
        assertThat(inputs).hasSizeGreaterThan(2).allSatisfy(target.reads()::accept);
    }
}
