package app.akin.core.embed.qwen;

import app.akin.core.embed.config.SettingsFile;
import app.akin.core.embed.decoder.Prompt;
import app.akin.core.embed.decoder.PromptParts;
import java.util.Optional;

/// The prompts of BGE-VL-Screenshot: Qwen's chat template, in which the task is the system's text.
///
/// @param query the task of queries
/// @param candidate the task of candidates
record QwenPrompts(String query, String candidate) {
  /// The token that stands for the image.
  static final String IMAGE = "<|image_pad|>";

  /// The settings of Sentence Transformers, which may hold the tasks.
  static final String FILE = "config_sentence_transformers.json";

  /// The text of Qwen's template for prompts without a task.
  private static final String NO_TASK = "You are a helpful assistant.";

  /// The authors' task for queries.
  private static final String QUERY = "Represent the given image with the given query.";

  /// Reads the tasks of a checkpoint.
  ///
  /// @param settings the content of [#FILE]; empty if it is missing
  static QwenPrompts read(Optional<SettingsFile> settings) {
    Optional<SettingsFile> prompts = settings.map(file -> file.section("prompts"));
    return new QwenPrompts(
        prompts.map(tasks -> tasks.text("query", "")).filter(task -> !task.isEmpty()).orElse(QUERY),
        prompts
            .map(tasks -> tasks.text("document", ""))
            .filter(task -> !task.isEmpty())
            .orElse(NO_TASK));
  }

  /// Returns a prompt. A text stands before the image.
  Prompt of(PromptParts parts) {
    String task =
        switch (parts.role()) {
          case CANDIDATE -> candidate;
          case QUERY -> parts.task().orElse(NO_TASK);
        };
    Prompt.Builder prompt =
        Prompt.builder().add("<|im_start|>system\n" + task + "<|im_end|>\n<|im_start|>user\n");
    parts.text().ifPresent(prompt::addUserText);
    if (parts.image()) {
      prompt.add("<|vision_start|>" + IMAGE + "<|vision_end|>");
    }
    return prompt.add("<|im_end|>\n<|im_start|>assistant\n").build();
  }
}
