package app.akin.cli;

import app.akin.core.photo.PathText;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchResult;
import app.akin.core.search.SharedPhotoInfo;
import app.akin.core.search.SharedResult;
import app.akin.i18n.Text;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Locale;

/// Prints photos of a shared library.
///
/// @param context the terminal and the texts
record SharedAnswerText(Context context) {
  /// A result of this library or of the shared one.
  sealed interface Hit {
    float score();

    RelevanceBand band();

    boolean dated();

    LocalDateTime date();

    /// A result of this library.
    record Own(SearchResult result) implements Hit {
      @Override
      public float score() {
        return result.score();
      }

      @Override
      public RelevanceBand band() {
        return result.band();
      }

      @Override
      public boolean dated() {
        return result.dated();
      }

      @Override
      public LocalDateTime date() {
        return result.date();
      }
    }

    /// A result of the shared library.
    record Shared(SharedResult result) implements Hit {
      @Override
      public float score() {
        return result.score();
      }

      @Override
      public RelevanceBand band() {
        return result.band();
      }

      @Override
      public boolean dated() {
        return result.photo().dated();
      }

      @Override
      public LocalDateTime date() {
        return result.photo().date();
      }
    }
  }

  /// The order by date: newest first, those without a date last.
  static final Comparator<Hit> NEWEST_FIRST =
      Comparator.comparing(Hit::dated).thenComparing(Hit::date).reversed();

  /// The order by score.
  static final Comparator<Hit> BEST_FIRST = Comparator.comparingDouble((Hit hit) -> -hit.score());

  static JsonLine json(SharedResult result) {
    JsonLine line =
        new JsonLine()
            .with("score", result.score())
            .with("image", result.imageShare())
            .with("text", result.textShare())
            .with("minus", result.excludedShare())
            .with("both", result.productShare())
            .with("band", result.band().name().toLowerCase(Locale.ROOT))
            .with("key", result.photo().key().toString());
    result.photo().local().ifPresent(path -> line.with("path", PathText.of(path)));
    return line.withObjects(
        "shared",
        result.photo().files(),
        (file, each) ->
            file.with("folder", each.folder())
                .with("file", each.path())
                .with("library", each.desk()));
  }

  /// Returns where a photo is.
  String place(SharedResult result) {
    SharedPhotoInfo.File file = result.photo().files().getFirst();
    String name = Text.visible(file.folder() + "/" + file.path());
    return file.local()
        .map(path -> Text.visible(path.toString()) + "  " + context.messages().of("search.shared"))
        .orElseGet(
            () ->
                context
                    .messages()
                    .of(
                        "search.shared.absent",
                        name,
                        Text.visible(file.desk()),
                        file.desk().isEmpty() ? 0 : 1));
  }
}
