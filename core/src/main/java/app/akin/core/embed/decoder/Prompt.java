package app.akin.core.embed.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A prompt: text of the model's template, in which added tokens such as `<image>` are tokens, and
/// text of the user, in which they are plain text.
///
/// @param segments the parts in order
public record Prompt(List<Segment> segments) {
  /// Makes a copy.
  public Prompt {
    segments = List.copyOf(segments);
  }

  /// A part of a prompt.
  ///
  /// @param text the characters
  /// @param ofUser whether the user wrote them
  public record Segment(String text, boolean ofUser) {}

  /// Returns the characters of the whole prompt.
  public String text() {
    return segments.stream().map(Segment::text).collect(Collectors.joining());
  }

  /// Returns the prompt with changed text of the user.
  public Prompt withUserText(String text) {
    return new Prompt(
        segments.stream()
            .map(segment -> segment.ofUser() ? new Segment(text, true) : segment)
            .toList());
  }

  /// Returns the text of the user; empty if there is none.
  public String userText() {
    return segments.stream().filter(Segment::ofUser).map(Segment::text).findFirst().orElse("");
  }

  /// Returns a builder.
  public static Builder builder() {
    return new Builder();
  }

  /// Builds a prompt.
  public static final class Builder {
    private final List<Segment> segments = new ArrayList<>();

    private Builder() {}

    /// Appends text of the template.
    public Builder add(String text) {
      segments.add(new Segment(text, false));
      return this;
    }

    /// Appends the text of the user; at most once.
    public Builder addUserText(String text) {
      segments.add(new Segment(text, true));
      return this;
    }

    /// Returns the prompt.
    public Prompt build() {
      return new Prompt(segments);
    }
  }
}
