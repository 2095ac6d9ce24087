package dev.assay.analysis.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The outcomes of a script, compared as texts: also the order of fields is that of Go. */
final class Outcomes {
    private Outcomes() {}

    static void assertSame(ObjectNode script, ArrayNode actual, ArrayNode expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).toString())
                    .as("step %d of %s", i, script)
                    .isEqualTo(expected.get(i).toString());
        }
    }
}
