package app.akin.core.photo;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Thrown if the library can't do its job. Carries a [Problem] and arguments; the user interface
/// formats the sentence, and the message is for the log.
public final class AkinException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Problem problem;
  private final transient List<Object> arguments;

  /// Creates an exception with arguments in the order documented by [Problem].
  public AkinException(Problem problem, Object... arguments) {
    this(null, problem, arguments);
  }

  /// Creates an exception with a cause for the log.
  public AkinException(@Nullable Throwable cause, Problem problem, Object... arguments) {
    super(problem + " " + Arrays.toString(arguments), cause);
    this.problem = problem;
    this.arguments = List.of(arguments);
  }

  /// Returns the problem.
  public Problem problem() {
    return problem;
  }

  /// Returns the arguments in the order documented by [Problem].
  public List<Object> arguments() {
    return arguments;
  }
}
