package app.akin.core.photo;

import org.jspecify.annotations.Nullable;

/// Thrown if the library can't do its job. Carries a [Problem]; the user interface formats the
/// sentence, and the message is for the log.
public final class AkinException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /// Creates an exception.
  public AkinException(Problem problem) {
    this(null, problem);
  }

  /// Creates an exception with a cause for the log.
  public AkinException(@Nullable Throwable cause, Problem problem) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  /// Returns the problem.
  public Problem problem() {
    return problem;
  }
}
