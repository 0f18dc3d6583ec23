package app.akin.cli;

import app.akin.core.selftest.SelfTest;
import app.akin.core.selftest.SelfTestLine;
import app.akin.core.selftest.SelfTestLine.Step;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// `akin --self-test`: tests the installation and prints one line for each step.
///
/// @param context the environment of the program
/// @param windowRenderer draws the window
/// @param json whether output is JSON
record SelfTestRun(Context context, WindowRenderer windowRenderer, boolean json) {
  private static final double SECOND = 1000;

  /// Runs every step.
  ///
  /// @return 0 if every step passed, otherwise 1
  int run() {
    PrintStream out = context.terminal().out();
    boolean passed;
    long begun = context.clock().millis();
    try (SelfTest test = new SelfTest(context.places(null), context.clock(), this::print)) {
      LogFile.open(context.log(), test.paths().logs());
      test.runCore();
      test.step(Step.WINDOW, () -> windowRenderer.render(test.paths()));
      passed = test.passed();
      // Closes the log before its folder is deleted.
      LogFile.close(context.log());
    }
    if (!json) {
      out.println(
          context
              .messages()
              .of(
                  passed ? "selftest.passed" : "selftest.failed",
                  (context.clock().millis() - begun) / SECOND));
    }
    return passed ? 0 : 1;
  }

  private void print(SelfTestLine line) {
    PrintStream out = context.terminal().out();
    if (json) {
      out.println(
          new JsonLine()
              .with("self_test", line.step().name().toLowerCase(Locale.ROOT))
              .with("passed", line.passed())
              .with("detail", line.detail())
              .with("seconds", seconds(line.time())));
    } else {
      out.println(
          context
              .messages()
              .of(
                  line.passed() ? "selftest.line" : "selftest.line.failed",
                  name(line.step()),
                  seconds(line.time()),
                  Text.visible(line.detail())));
    }
    out.flush();
  }

  /// Returns the name of a step, padded to the widest.
  private String name(Step step) {
    int width = 0;
    for (Step other : Step.values()) {
      width = Math.max(width, status(other).length());
    }
    String word = status(step);
    return word + " ".repeat(width - word.length());
  }

  private String status(Step step) {
    return context.messages().of("selftest.step." + step.name());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / SECOND;
  }
}
