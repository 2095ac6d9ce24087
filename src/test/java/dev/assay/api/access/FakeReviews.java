package dev.assay.api.access;

import dev.assay.cluster.ClusterUser;
import dev.assay.cluster.Reviews;
import dev.assay.cluster.TokenAnswer;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** An API server that accepts the tokens that begin with {@code good}, and grants what a test says. Reset before each test. */
@Mock
@Singleton
public final class FakeReviews implements Reviews {
    /** Questions in the order in which they came, for instance {@code token good-1} and {@code post /api/v1/measurements}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** Rights as {@code post /path}, or with a star at the end as RBAC has it. */
    final Set<String> granted = ConcurrentHashMap.newKeySet();

    volatile Supplier<RuntimeException> failure = () -> null;

    void reset() {
        asked.clear();
        granted.clear();
        failure = () -> null;
    }

    @Override
    public TokenAnswer token(String token, List<String> audiences) {
        asked.add("token " + token);
        fail();
        return token.startsWith("good")
                ? new TokenAnswer(new ClusterUser("user of " + token, "1", List.of("group"), Map.of()), "")
                : new TokenAnswer(null, "it is bad");
    }

    @Override
    public boolean mayUse(ClusterUser user, String path, String verb) {
        asked.add(verb + " " + path);
        fail();
        return granted.stream()
                .anyMatch(right -> right.endsWith("*")
                        ? (verb + " " + path).startsWith(right.substring(0, right.length() - 1))
                        : right.equals(verb + " " + path));
    }

    private void fail() {
        RuntimeException present = failure.get();
        if (present != null) {
            throw present;
        }
    }
}
