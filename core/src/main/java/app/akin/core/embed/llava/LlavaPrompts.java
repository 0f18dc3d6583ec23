package app.akin.core.embed.llava;

import app.akin.core.embed.decoder.Prompt;
import app.akin.core.embed.decoder.PromptParts;
import java.util.Optional;

/// The prompts of the BGE-VL-MLLM and BGE-VL-v1.5 models. Every space counts.
///
/// Source: `prepare_text_input` of the authors' `modeling_llavanext_for_embedding.py`.
final class LlavaPrompts {
  /// The token that stands for the image.
  static final String IMAGE = "<image>";

  private static final String COMPOSED_TASK =
      "Retrieve the target image that best meets the combined criteria by using both the provided"
          + " image and the image retrieval instructions: ";
  private static final String TEXT_TASK = "Find me an image that matches the given caption";

  /// The authors gave no task for queries of only an image; MTEB uses this one for such a task.
  private static final String IMAGE_TASK =
      "Find a day-to-day image that looks similar to the provided image.";

  private LlavaPrompts() {}

  /// Returns the task for a query of these parts.
  static Optional<String> task(boolean text, boolean image) {
    if (text && image) {
      return Optional.of(COMPOSED_TASK);
    }
    return Optional.of(text ? TEXT_TASK : IMAGE_TASK);
  }

  /// Returns a prompt. A text stands before the image.
  static Prompt of(PromptParts parts) {
    Prompt.Builder prompt = Prompt.builder();
    switch (parts.role()) {
      case CANDIDATE -> prompt.add("[INST] ");
      case QUERY ->
          prompt.add(
              parts
                  .task()
                  .map(task -> "[INST] \n <instruct> " + task + " <query> ")
                  .orElse("[INST] \n <instruct>  <query>"));
    }
    parts.text().ifPresent(text -> prompt.add(" ").addUserText(text).add(" \n"));
    if (parts.image()) {
      prompt.add(" " + IMAGE);
    }
    return prompt.add(" [/INST]").build();
  }
}
