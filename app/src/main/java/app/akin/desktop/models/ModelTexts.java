package app.akin.desktop.models;

import app.akin.core.photo.DataSize;
import app.akin.desktop.theme.Language;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// Texts about models. JavaFX thread only.
final class ModelTexts {
  private static final int SECONDS_PER_MINUTE = 60;
  private static final double SECONDS_PER_HOUR = 3600;
  private static final double SECONDS_PER_DAY = 86_400;

  /// The models with a description of their purpose, quality and speed.
  private static final Set<String> DESCRIBED =
      Set.of(
          "starter", "base", "large", "mllm-s1", "mllm-s2", "v1.5-zs", "v1.5-mmeb", "screenshot");

  private final Language language;

  ModelTexts(Language language) {
    this.language = language;
  }

  /// Returns the purpose of a model.
  String purpose(ModelEntry entry) {
    return language.of("models.purpose." + (isDescribed(entry) ? key(entry) : "other"));
  }

  private static boolean isDescribed(ModelEntry entry) {
    return DESCRIBED.contains(key(entry));
  }

  private static String key(ModelEntry entry) {
    return entry.name().toLowerCase(Locale.ROOT);
  }

  /// Returns what a user compares models by, as far as known: quality, speed, size and memory, each
  /// with its name.
  ///
  /// @param measured photos per second on this computer; empty if not measured
  Map<String, String> figures(ModelEntry entry, OptionalDouble measured) {
    Map<String, String> figures = new LinkedHashMap<>();
    if (isDescribed(entry)) {
      figures.put(language.of("models.quality"), language.of("models.quality." + key(entry)));
    }
    if (entry.photoTime().isPresent() && entry.prompts()) {
      figures.put(
          language.of("models.speed"),
          language.of("models.speed.slow", entry.photoTime().get().seconds()));
    } else if (measured.isPresent()) {
      figures.put(
          language.of("models.speed"),
          language.of("models.speed.measured", measured.getAsDouble()));
    } else if (isDescribed(entry)) {
      figures.put(language.of("models.speed"), language.of("models.speed." + key(entry)));
    }
    switch (entry.installState()) {
      case InstallState.BuiltIn _ ->
          figures.put(language.of("models.size"), language.of("models.builtIn"));
      case InstallState.Installed(long bytes) ->
          figures.put(
              language.of("models.size"), language.of("models.onDisk", language.size(bytes)));
      case InstallState.Available _, InstallState.Damaged _ -> {
        if (entry.download() > 0) {
          figures.put(
              language.of("models.size"),
              language.of("models.download", language.size(entry.download())));
        }
      }
    }
    if (entry.memory() > 0) {
      figures.put(language.of("models.memory"), language.size(entry.memory()));
    }
    if (entry.prompts()) {
      figures.put(language.of("models.hardware"), language.of("models.hardware.gpu"));
    }
    if (entry.missing() > 0) {
      entry
          .photoTime()
          .ifPresent(
              time ->
                  figures.put(
                      language.of("models.time"), duration(time.secondsFor(entry.missing()))));
    }
    return figures;
  }

  /// Returns what a user must know before the library is indexed with a model for more than a day.
  String longIndexing(ModelEntry entry) {
    return entry
        .photoTime()
        .map(
            time ->
                language.of(
                    "models.ask.use", duration(time.secondsFor(entry.missing())), entry.missing()))
        .orElseGet(() -> language.of("models.ask.use.unknown", entry.missing()));
  }

  /// Returns a duration in its largest unit.
  private String duration(double seconds) {
    return seconds < SECONDS_PER_HOUR
        ? language.of("models.time.minutes", Math.ceil(seconds / SECONDS_PER_MINUTE))
        : seconds < SECONDS_PER_DAY
            ? language.of("models.time.hours", Math.round(seconds / SECONDS_PER_HOUR))
            : language.of("models.time.days", Math.round(seconds / SECONDS_PER_DAY));
  }

  /// Returns license and languages, as far as known.
  String terms(ModelEntry entry) {
    List<String> facts = new ArrayList<>();
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

  /// Progress of a download or import.
  String fetch(ModelService.Fetch fetch) {
    if (fetch.total() == 0) {
      return language.of("models.fetch.reading");
    }
    List<String> parts = new ArrayList<>();
    if (fetch.verifying()) {
      parts.add(language.of("models.fetch.verifying"));
    }
    parts.add(
        language.of(
            "models.fetch.done", language.size(fetch.done()), language.size(fetch.total())));
    if (fetch.bytesPerSecond() > 0) {
      parts.add(
          language.of("models.fetch.rate", DataSize.megabytesPerSecond(fetch.bytesPerSecond())));
      long seconds = Math.round((fetch.total() - fetch.done()) / fetch.bytesPerSecond());
      parts.add(language.timeLeft(Duration.ofSeconds(seconds)));
    }
    return String.join("  ·  ", parts);
  }
}
