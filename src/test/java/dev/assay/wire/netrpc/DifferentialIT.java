package dev.assay.wire.netrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.go.GoCommands;
import dev.assay.text.Json;
import dev.assay.wire.netrpc.DifferentialCorpus.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Argo's client and Assay, compared over a large corpus, with a plugin of the newest Argo Rollouts that is known here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DifferentialIT {
    private final DifferentialCorpus corpus = new DifferentialCorpus(ArgoGobTypes.load());
    private Differential both;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        both = new Differential(GoCommands.executable("digest"), folder);
    }

    @AfterAll
    void stop() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    @Test
    void documents_that_argos_types_hold_are_received_as_argo_sends_them() throws IOException {
        List<Case> cases = corpus.held();
        assertThat(cases).hasSizeGreaterThan(200);
        int sent = 0;
        for (Case one : cases) {
            sent += both.fromAssay("run", one.body()).has("value") ? 1 : 0;
        }
        assertThat(sent).as("requests that are sent").isEqualTo(cases.size());
        both.agree(cases.stream(), Differential.VERBS);
    }

    @Test
    void documents_that_do_not_fit_are_refused_where_argo_refuses_them() throws IOException {
        both.agree(corpus.mutilated(400), List.of("resume"));
    }

    @Test
    void odd_values_are_received_as_argo_sends_them_or_refused() throws IOException {
        both.agree(corpus.odd(), List.of("terminate"));
    }

    @Test
    void answers_are_those_of_argos_client() throws IOException {
        both.agree(DifferentialAnswers.all(), Differential.VERBS);
    }

    @Test
    void the_type_is_the_same() throws IOException {
        both.agree(Stream.of(new Case("type", Json.object("{}"))), List.of("type"));
    }
}
