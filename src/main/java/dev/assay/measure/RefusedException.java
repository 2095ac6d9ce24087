package dev.assay.measure;

/** A request that cannot be carried out because of what it says; becomes a problem over HTTP, a status over gRPC. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
