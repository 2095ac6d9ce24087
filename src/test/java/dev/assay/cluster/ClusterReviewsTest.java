package dev.assay.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatusBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reading of a TokenReview; the requests themselves are tried with a real API server. */
class ClusterReviewsTest {
    private static final List<String> ASSAY = List.of("assay");

    @Test
    void a_user_is_known_by_name_groups_and_what_else_the_api_server_keeps() {
        assertThat(ClusterReviews.answer(known("assay"), ASSAY))
                .isEqualTo(new TokenAnswer(
                        new ClusterUser("jane", "7", List.of("developers"), Map.of("scopes", List.of("a"))), ""));
    }

    @Test
    void a_token_for_another_audience_is_not_accepted_even_where_the_api_server_overlooks_it() {
        assertThat(ClusterReviews.answer(known("other"), ASSAY).user()).isNull();
        assertThat(ClusterReviews.answer(known(), ASSAY).user()).isNull();
        assertThat(ClusterReviews.answer(known("assay", "other"), ASSAY).user()).isNotNull();
        assertThat(ClusterReviews.answer(known(), List.of()).user()).isNotNull();
    }

    @Test
    void whoever_is_not_authenticated_is_not_known_whatever_else_the_answer_says() {
        TokenReviewStatus refused = known("assay");
        refused.setAuthenticated(false);
        refused.setError("it has\nexpired");
        assertThat(ClusterReviews.answer(refused, ASSAY)).isEqualTo(new TokenAnswer(null, "it has expired"));
        TokenReviewStatus silent = known("assay");
        silent.setAuthenticated(null);
        assertThat(ClusterReviews.answer(silent, ASSAY).user()).isNull();
        assertThat(ClusterReviews.answer(null, ASSAY).user()).isNull();
        TokenReviewStatus nobody = known("assay");
        nobody.setUser(null);
        assertThat(ClusterReviews.answer(nobody, ASSAY).user()).isNull();
    }

    private static TokenReviewStatus known(String... audiences) {
        return new TokenReviewStatusBuilder()
                .withAuthenticated(true)
                .withAudiences(audiences)
                .withNewUser()
                .withUsername("jane")
                .withUid("7")
                .withGroups("developers")
                .withExtra(Map.of("scopes", List.of("a")))
                .endUser()
                .build();
    }
}
