package dev.assay.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.argo.ArgoTemplates;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Generated templates are one run of the same spec, or are refused with the same words, here and in Argo's own code. */
class TemplateMergeArgoIT {
    private static final int SETS = 5_000;

    @Test
    void templates_are_merged_as_by_argo() throws IOException {
        long seed = Long.getLong("assay.templates.seed", new Random().nextInt(Integer.MAX_VALUE));
        System.out.println(
                "templates of the seeds from " + seed + " (repeat with -Dassay.templates.seed=" + seed + ")");
        List<ObjectNode> sets =
                LongStream.range(seed, seed + SETS).mapToObj(TemplateSets::set).toList();

        List<ObjectNode> expected = ArgoTemplates.merge(sets);

        assertThat(expected).hasSize(SETS);
        for (int i = 0; i < SETS; i++) {
            TemplateSets.assertSame(sets.get(i), expected.get(i));
        }
    }

    @Test
    void the_recorded_specs_are_those_of_argo() throws IOException {
        List<RecordedTemplates.Merge> recorded = RecordedTemplates.read();
        assertThat(ArgoTemplates.merge(
                        recorded.stream().map(RecordedTemplates.Merge::set).toList()))
                .isEqualTo(
                        recorded.stream().map(RecordedTemplates.Merge::merged).toList());
    }
}
