package app.akin.core.photo;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The library cannot do its job. It carries a kind and arguments, not a sentence: whoever shows it
/// words it in the language of the moment, and the message here is for the log.
public final class AkinException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Problem problem;
  private final transient List<Object> arguments;

  /// A problem with the arguments its sentence takes, in the order [Problem] gives.
  public AkinException(Problem problem, Object... arguments) {
    this(null, problem, arguments);
  }

  /// The same with what caused it, for the log.
  public AkinException(@Nullable Throwable cause, Problem problem, Object... arguments) {
    super(problem + " " + Arrays.toString(arguments), cause);
    this.problem = problem;
    this.arguments = List.of(arguments);
  }

  /// What went wrong.
  public Problem problem() {
    return problem;
  }

  /// What the sentence is about, in the order [Problem] gives.
  public List<Object> arguments() {
    return arguments;
  }
}
