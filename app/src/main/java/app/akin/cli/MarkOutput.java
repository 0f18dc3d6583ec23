package app.akin.cli;

import app.akin.core.library.PhotoDetails;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.FactsPart;
import app.akin.core.photo.Flag;
import app.akin.core.photo.MarkSources;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PathText;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.StepResult;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Prints marks of photos, and what a step changed.
///
/// @param akin the options of the program
/// @param context texts and terminal
record MarkOutput(AkinCommand akin, Context context) {
  /// The marks that a verb prints.
  enum Shown {
    /// Rating and flag.
    RATING,
    /// Keywords.
    KEYWORDS,
    /// Caption.
    CAPTION
  }

  /// Prints the marks of photos, one a line.
  void print(PhotoLibrary library, List<PhotoId> photos, Shown shown) {
    for (PhotoDetails details : library.photos().details(library.marks().contents(photos))) {
      String path = PathText.of(details.firstAvailable().path());
      Metadata facts = details.facts().metadata();
      MarkSources sources = details.sources();
      context
          .terminal()
          .out()
          .println(
              akin.json()
                  ? json(new JsonLine().with("path", path), facts, sources, shown)
                  : text(facts, shown)
                      + "  "
                      + Text.visible(details.firstAvailable().path().toString()));
    }
  }

  private static JsonLine json(JsonLine line, Metadata facts, MarkSources sources, Shown shown) {
    switch (shown) {
      case RATING -> {
        Integer rating = facts.rating();
        line.with("rating", rating == null ? 0 : rating);
        source(line, "rating_from", sources.rating());
        Flag flag = facts.flag();
        line.with("flag", flag == null ? "none" : flag.word());
        source(line, "flag_from", sources.flag());
      }
      case KEYWORDS ->
          line.withObjects(
              "keywords",
              facts.keywords(),
              (object, keyword) ->
                  object
                      .with("keyword", keyword)
                      .withTexts(
                          "from", sources.keyword(keyword).stream().map(FactsPart::word).toList()));
      case CAPTION -> {
        String caption = facts.caption();
        line.with("caption", caption == null ? "" : caption);
        source(line, "caption_from", sources.caption());
      }
    }
    return line;
  }

  private static void source(JsonLine line, String name, Optional<FactsPart> source) {
    source.ifPresent(part -> line.with(name, part.word()));
  }

  private static String text(Metadata facts, Shown shown) {
    return switch (shown) {
      case RATING -> {
        Integer rating = facts.rating();
        Flag flag = facts.flag();
        String sign = flag == null ? " " : flag == Flag.PICK ? "+" : "x";
        yield sign
            + "*".repeat(rating == null ? 0 : rating)
            + ".".repeat(5 - (rating == null ? 0 : rating));
      }
      case KEYWORDS -> {
        List<String> keywords = new ArrayList<>(facts.keywords());
        yield Text.visible(String.join("; ", keywords));
      }
      case CAPTION -> {
        String caption = facts.caption();
        yield Text.visible(caption == null ? "" : caption.replace('\n', ' '));
      }
    };
  }

  /// Prints how many photos a step was made for and what it changed.
  ///
  /// @param photos number of selected photos
  /// @param changed number of changed values
  void printChanged(int photos, int changed) {
    context
        .terminal()
        .out()
        .println(
            akin.json()
                ? new JsonLine().with("photos", photos).with("changed", changed)
                : context.messages().of("marks.changed", photos, changed));
  }

  /// Prints what was undone or redone.
  ///
  /// @param key the message that names kind and number of values
  void printStep(String key, StepResult step) {
    Messages messages = context.messages();
    if (akin.json()) {
      context
          .terminal()
          .out()
          .println(
              new JsonLine()
                  .with("kind", step.kind().word())
                  .with("changed", step.changed())
                  .with("left", step.left()));
      return;
    }
    String kind = messages.of("steps." + step.kind().name());
    context.terminal().out().println(messages.of(key, kind, step.changed()));
    if (step.left() > 0) {
      context.terminal().out().println(messages.of("steps.left", step.left()));
    }
  }
}
