package dev.assay.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RecordedTemplatesTest {
    @Test
    void templates_are_merged_as_argo_did() throws IOException {
        assertThat(RecordedTemplates.read())
                .hasSizeGreaterThanOrEqualTo(500)
                .allSatisfy(merge -> TemplateSets.assertSame(merge.set(), merge.merged()))
                .anySatisfy(merge -> assertThat(merge.merged().has("spec")).isTrue())
                .anySatisfy(merge -> assertThat(merge.merged().has("error")).isTrue());
    }
}
