package app.akin.cli;

import app.akin.i18n.Messages;
import app.akin.i18n.Text;

/// One line that says how much of something is done, drawn by whoever does it. On what is not a
/// terminal nothing is drawn.
final class ShareLine {
  private static final String TO_LINE_START = "\r";
  private static final String CLEAR_TO_END = "\u001b[K";

  private final Terminal terminal;
  private final Messages messages;
  private final String key;

  /// @param key the message, whose one argument is the percentage
  ShareLine(Terminal terminal, Messages messages, String key) {
    this.terminal = terminal;
    this.messages = messages;
    this.key = key;
  }

  /// Draws it.
  ///
  /// @param part from 0 to 1
  void show(double part) {
    String words = messages.of(key, (int) (100 * part));
    draw(Text.cut(words, terminal.width() - 1));
  }

  /// Draws other words.
  void say(String words) {
    draw(Text.cut(words, terminal.width() - 1));
  }

  /// Leaves the line empty for what is said next.
  void clear() {
    draw("");
  }

  private void draw(String words) {
    if (terminal.live()) {
      terminal.errors().print(TO_LINE_START + words + CLEAR_TO_END);
      terminal.errors().flush();
    }
  }
}
