package app.akin.desktop.similar;

import app.akin.core.library.Stacks.Reason;
import app.akin.core.library.Stacks.Stack;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;

/// Says why the photos of a stack belong together, such as "Burst of 7 in 2 s".
final class StackTexts {
  private static final double MILLIS_PER_SECOND = 1_000;

  private StackTexts() {}

  /// Returns the reasons of a stack.
  static String reasons(Language language, Stack stack) {
    List<String> reasons = new ArrayList<>();
    long burst = stack.count(Reason.BURST);
    if (burst > 0) {
      // The photo at the centre is a part of the burst.
      reasons.add(
          language.of("similar.burst", burst + 1, stack.span().toMillis() / MILLIS_PER_SECOND));
    }
    for (Reason reason : List.of(Reason.SMALLER, Reason.COPY, Reason.JOINED)) {
      long count = stack.count(reason);
      if (count > 0) {
        reasons.add(language.of("similar.reason." + reason.name(), count));
      }
    }
    return String.join(" · ", reasons);
  }
}
