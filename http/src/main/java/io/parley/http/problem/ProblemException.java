package io.parley.http.problem;

/// Carries a problem from its discovery to the writer of the answer. Not a failure: it has no stack
/// trace.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDetail problem;

  public ProblemException(ProblemDetail problem) {
    super(problem.type().slug(), null, false, false);
    this.problem = problem;
  }

  public ProblemException(ProblemType type) {
    this(ProblemDetail.of(type));
  }

  public ProblemDetail problem() {
    return problem;
  }
}
