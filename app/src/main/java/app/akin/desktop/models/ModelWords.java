package app.akin.desktop.models;

import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What is said about models. JavaFX thread only.
final class ModelWords {
  private static final double MEGA = 1e6;
  private static final double GIGA = 1e9;
  private static final int SECONDS_PER_MINUTE = 60;

  /// The models whose purpose the window can tell.
  private static final Set<String> DESCRIBED =
      Set.of(
          "starter", "base", "large", "mllm-s1", "mllm-s2", "v1.5-zs", "v1.5-mmeb", "screenshot");

  private final Language language;

  ModelWords(Language language) {
    this.language = language;
  }

  /// What a model is good for.
  String purpose(CatalogueEntry entry) {
    String known = entry.name().toLowerCase(Locale.ROOT);
    return language.of("models.purpose." + (DESCRIBED.contains(known) ? known : "other"));
  }

  /// Size, memory, licence and languages, as far as they are known.
  String facts(CatalogueEntry entry) {
    List<String> facts = new ArrayList<>();
    switch (entry.holding()) {
      case Holding.BuiltIn _ -> facts.add(language.of("models.builtIn"));
      case Holding.Present(long bytes) -> facts.add(language.of("models.onDisk", size(bytes)));
      case Holding.Absent _, Holding.Unsupported _, Holding.Damaged _ -> {
        if (entry.download() > 0) {
          facts.add(language.of("models.download", size(entry.download())));
        }
      }
    }
    if (entry.memory() > 0) {
      facts.add(language.of("models.memory", size(entry.memory())));
    }
    if (!entry.licence().isEmpty()) {
      facts.add(language.of("models.licence", entry.licence()));
    }
    if (!entry.languages().isEmpty()) {
      facts.add(
          String.join(
              ", ",
              entry.languages().stream()
                  .map(tag -> Locale.forLanguageTag(tag).getDisplayLanguage(language.locale()))
                  .toList()));
    }
    return String.join("  ·  ", facts);
  }

  /// A number of bytes.
  String size(long bytes) {
    return bytes >= GIGA
        ? language.of("models.gigabytes", bytes / GIGA)
        : language.of("models.megabytes", Math.round(bytes / MEGA));
  }

  /// How far a fetch is.
  String fetch(Shelf.Fetch fetch) {
    List<String> parts = new ArrayList<>();
    parts.add(language.of("models.fetch.done", size(fetch.done()), size(fetch.total())));
    if (fetch.bytesPerSecond() > 0) {
      parts.add(language.of("models.fetch.rate", fetch.bytesPerSecond() / MEGA));
      long seconds = Math.round((fetch.total() - fetch.done()) / fetch.bytesPerSecond());
      parts.add(
          seconds < SECONDS_PER_MINUTE
              ? language.of("models.left.moment")
              : language.of("models.left.minutes", seconds / SECONDS_PER_MINUTE));
    }
    return String.join("  ·  ", parts);
  }
}
