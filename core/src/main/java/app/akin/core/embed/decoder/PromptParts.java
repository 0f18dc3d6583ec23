package app.akin.core.embed.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a prompt is made of.
///
/// @param role whether it describes a query or a candidate, such as a photo of the library
/// @param task the instruction of a query; empty for the template without one
/// @param text the text; empty if there is none
/// @param image whether there is an image
public record PromptParts(Role role, Optional<String> task, Optional<String> text, boolean image) {
  /// The side of the comparison.
  public enum Role {
    /// What is searched for.
    QUERY,
    /// What is found.
    CANDIDATE
  }

  /// Returns a candidate without a task.
  public static PromptParts candidate(Optional<String> text, boolean image) {
    return new PromptParts(Role.CANDIDATE, Optional.empty(), text, image);
  }

  /// Returns a query.
  public static PromptParts query(Optional<String> task, Optional<String> text, boolean image) {
    return new PromptParts(Role.QUERY, task, text, image);
  }

  /// Returns all combinations of role, text and image, with the text `T` and without a task.
  public static List<PromptParts> combinations() {
    List<PromptParts> all = new ArrayList<>();
    for (Role role : Role.values()) {
      all.add(new PromptParts(role, Optional.empty(), Optional.of("T"), true));
      all.add(new PromptParts(role, Optional.empty(), Optional.of("T"), false));
      all.add(new PromptParts(role, Optional.empty(), Optional.empty(), true));
    }
    return all;
  }
}
