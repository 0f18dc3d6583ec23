package app.akin.cli;

import app.akin.i18n.Messages;
import app.akin.i18n.Text;

/// Shows a percentage in one line of the terminal. Draws on the caller's thread, and only on a
/// terminal.
final class PercentLine {
  private static final String TO_LINE_START = "\r";
  private static final String CLEAR_TO_END = "\u001b[K";

  private final Terminal terminal;
  private final Messages messages;
  private final String key;
  private int shown = -1;

  /// @param key key of the message; its argument is the percentage
  PercentLine(Terminal terminal, Messages messages, String key) {
    this.terminal = terminal;
    this.messages = messages;
    this.key = key;
  }

  /// Shows a percentage, unless it is shown already.
  ///
  /// @param part from 0 to 1
  void show(double part) {
    int percent = (int) (100 * part);
    if (percent != shown) {
      showText(messages.of(key, percent));
      shown = percent;
    }
  }

  /// Shows another text.
  void showText(String words) {
    shown = -1;
    draw(Text.truncate(words, terminal.width() - 1));
  }

  /// Clears the line.
  void clear() {
    shown = -1;
    draw("");
  }

  private void draw(String words) {
    if (terminal.interactive()) {
      terminal.errors().print(TO_LINE_START + words + CLEAR_TO_END);
      terminal.errors().flush();
    }
  }
}
