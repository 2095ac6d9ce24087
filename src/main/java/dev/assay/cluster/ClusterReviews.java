package dev.assay.cluster;

import dev.assay.text.ForeignText;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks the API server: by TokenReviews and SubjectAccessReviews, for which it needs ClusterRole system:auth-delegator. */
public final class ClusterReviews implements Reviews {
    private static final ClusterCall TOKEN = new ClusterCall("create", "tokenreviews", "", "");
    private static final ClusterCall RIGHT = new ClusterCall("create", "subjectaccessreviews", "", "");

    private static final int LONGEST_REASON = 300;

    private final Cluster cluster;

    public ClusterReviews(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public TokenAnswer token(String token, List<String> audiences) {
        TokenReview review = new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token)
                .withAudiences(audiences)
                .endSpec()
                .build();
        return answer(
                cluster.ask(TOKEN, client -> client.tokenReviews().create(review))
                        .getStatus(),
                audiences);
    }

    static TokenAnswer answer(@Nullable TokenReviewStatus status, List<String> audiences) {
        UserInfo user = status == null ? null : status.getUser();
        if (status == null || user == null || !Boolean.TRUE.equals(status.getAuthenticated())) {
            String said = status == null || status.getError() == null ? "" : status.getError();
            return new TokenAnswer(null, ForeignText.oneLine(said, LONGEST_REASON));
        }
        // An API server that does not know audiences accepts the token and names none of them
        // (TokenReviewStatus.audiences).
        if (!audiences.isEmpty() && Collections.disjoint(audiences, orEmpty(status.getAudiences()))) {
            return new TokenAnswer(null, "the token is for none of the audiences " + String.join(", ", audiences));
        }
        return new TokenAnswer(
                new ClusterUser(
                        Objects.requireNonNullElse(user.getUsername(), ""),
                        Objects.requireNonNullElse(user.getUid(), ""),
                        orEmpty(user.getGroups()),
                        user.getExtra() == null ? Map.of() : user.getExtra()),
                "");
    }

    @Override
    public boolean mayUse(ClusterUser user, String path, String verb) {
        SubjectAccessReview review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(user.name())
                .withUid(user.uid().isEmpty() ? null : user.uid())
                .withGroups(user.groups())
                .withExtra(user.extra())
                .withNewNonResourceAttributes()
                .withPath(path)
                .withVerb(verb)
                .endNonResourceAttributes()
                .endSpec()
                .build();
        @Nullable
        SubjectAccessReviewStatus status = cluster.ask(RIGHT, client -> client.authorization()
                        .v1()
                        .subjectAccessReview()
                        .create(review))
                .getStatus();
        return status != null && Boolean.TRUE.equals(status.getAllowed()) && !Boolean.TRUE.equals(status.getDenied());
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
