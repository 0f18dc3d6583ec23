package app.akin.core.embed.torchscript;

import java.util.Map;

/// Collects the text of a program from templates, in which capitalized words between `@` are
/// replaced. `@MODULE@` stands for the declarations that every class needs. Not thread-safe.
public final class ProgramText {
  private static final String MODULE =
      "  __parameters__ = []\n  __buffers__ = []\n  training : bool";

  private final Map<String, ?> common;
  private final StringBuilder code = new StringBuilder();

  /// Creates an empty text.
  ///
  /// @param common replacements of words in all templates
  public ProgramText(Map<String, ?> common) {
    this.common = Map.copyOf(common);
  }

  /// Appends a template.
  ///
  /// @param words replacements of words, applied before the common ones
  public ProgramText add(String template, Map<String, ?> words) {
    code.append(replace(replace(template, words), common).replace("@MODULE@", MODULE));
    return this;
  }

  /// Returns the program.
  @Override
  public String toString() {
    return code.toString();
  }

  private static String replace(String template, Map<String, ?> words) {
    String filled = template;
    for (Map.Entry<String, ?> word : words.entrySet()) {
      filled = filled.replace("@" + word.getKey() + "@", String.valueOf(word.getValue()));
    }
    return filled;
  }
}
