package app.akin.cli;

import app.akin.core.photo.PathText;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchResult;
import app.akin.core.search.SharedPhotoInfo;
import app.akin.core.search.SharedResult;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  private static final Comparator<Hit> NEWEST_FIRST =
      Comparator.comparing(Hit::dated).thenComparing(Hit::date).reversed();

  private static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble((Hit hit) -> -hit.score());

  /// Returns the results of both libraries as one list. Those of each stay in their order.
  ///
  /// @param byDate whether the results are ordered by date
  static List<Hit> merge(List<SearchResult> own, List<SharedResult> shared, boolean byDate) {
    Comparator<Hit> order = byDate ? NEWEST_FIRST : BEST_FIRST;
    List<Hit> merged = new ArrayList<>();
    int at = 0;
    for (SearchResult result : own) {
      Hit next = new Hit.Own(result);
      while (at < shared.size() && order.compare(new Hit.Shared(shared.get(at)), next) < 0) {
        merged.add(new Hit.Shared(shared.get(at++)));
      }
      merged.add(next);
    }
    while (at < shared.size()) {
      merged.add(new Hit.Shared(shared.get(at++)));
    }
    return merged;
  }

  /// Returns the results of two models, whose scores are not comparable, as one list: by relevance
  /// band, and in each band alternately. Those of each stay in their order.
  static List<Hit> mergeByBand(List<? extends Hit> own, List<? extends Hit> shared) {
    List<Hit> merged = new ArrayList<>();
    for (RelevanceBand band : RelevanceBand.values()) {
      List<? extends Hit> first = inBand(band, own);
      List<? extends Hit> second = inBand(band, shared);
      for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
        if (i < first.size()) {
          merged.add(first.get(i));
        }
        if (i < second.size()) {
          merged.add(second.get(i));
        }
      }
    }
    return merged;
  }

  private static List<? extends Hit> inBand(RelevanceBand band, List<? extends Hit> hits) {
    return hits.stream().filter(hit -> hit.band() == band).toList();
  }

  /// Returns the path of a photo on this computer; empty if it is not available here.
  static Optional<Path> local(SharedResult result) {
    return result.photo().files().getFirst().local();
  }

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
    local(result).ifPresent(path -> line.with("path", PathText.of(path)));
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
