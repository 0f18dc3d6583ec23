package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.CatalogedModel;
import app.akin.core.model.LibraryModels;
import app.akin.core.model.install.ModelDescriptor;
import app.akin.core.model.install.Verification;
import app.akin.core.model.precision.PhotoTime;
import app.akin.core.photo.DataSize;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Formats models as text and as JSON.
///
/// @param messages texts
record ModelText(Messages messages) {
  private static final int NAME_WIDTH = 12;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final double SECONDS_PER_HOUR = 3600;
  private static final double SECONDS_PER_DAY = 86_400;

  /// Returns the lines that describe a model: name and state, role, purpose.
  List<String> lines(CatalogedModel model) {
    ModelDescriptor about = model.descriptor();
    List<String> more = new ArrayList<>();
    if (model.active() || model.target()) {
      more.add(
          messages.of(
              model.active() ? "models.role.answers" : "models.role.wished",
              model.embeddedCount(),
              model.photoCount()));
    }
    String good = "models.good." + about.name();
    if (messages.bundle().containsKey(good)) {
      more.add(messages.of(good));
    }
    if (!about.repository().isEmpty() && about.memory() > 0) {
      more.add(
          messages.of(
              "models.facts",
              about.title(),
              about.dimension(),
              about.licence(),
              DataSize.freeMegabytes(about.memory())));
    }
    timeSentence(model).ifPresent(more::add);
    model.verification().ifPresent(how -> more.add(verified(how)));
    String name = Text.visible(about.name());
    List<String> lines = new ArrayList<>();
    lines.add(
        messages.of(
            "models.row",
            name + " ".repeat(Math.max(0, NAME_WIDTH - name.length())),
            state(model)));
    more.forEach(line -> lines.add(messages.of("models.row.more", line)));
    return lines;
  }

  /// Returns how long the library's photos take with a model, as far as it was measured, and what
  /// to do if that is more than a day.
  ///
  /// @param active the model that searches use
  List<String> timeLines(CatalogedModel model, String active) {
    List<String> lines = new ArrayList<>();
    timeSentence(model).ifPresent(lines::add);
    boolean unknown =
        model.embedsPrompts() && model.missingCount() > 0 && model.photoTime().isEmpty();
    if (unknown) {
      lines.add(messages.of("models.time.unknown"));
    }
    if (unknown
        || model.photoTime().filter(time -> time.exceedsDay(model.missingCount())).isPresent()) {
      lines.add(
          messages.of(
              model.active() ? "models.time.long.active" : "models.time.long",
              Text.visible(model.descriptor().name()),
              Text.visible(active)));
    }
    return lines;
  }

  private Optional<String> timeSentence(CatalogedModel model) {
    long photos = model.missingCount();
    return model
        .photoTime()
        .map(
            time ->
                photos == 0
                    ? messages.of("models.time.photo", time.seconds())
                    : messages.of("models.time", duration(time.secondsFor(photos)), photos));
  }

  /// Returns a duration in its largest unit.
  private String duration(double seconds) {
    return seconds < SECONDS_PER_HOUR
        ? messages.of("models.time.minutes", Math.ceil(seconds / SECONDS_PER_MINUTE))
        : seconds < SECONDS_PER_DAY
            ? messages.of("models.time.hours", Math.round(seconds / SECONDS_PER_HOUR))
            : messages.of("models.time.days", Math.round(seconds / SECONDS_PER_DAY));
  }

  /// Returns it as JSON.
  static JsonLine json(CatalogedModel model) {
    ModelDescriptor about = model.descriptor();
    return new JsonLine()
        .with("model", about.name())
        .with("title", about.title())
        .with("state", model.state().name().toLowerCase(Locale.ROOT))
        .with("answers", model.active())
        .with("wished", model.target())
        .with("bytes", model.bytes())
        .with("download", about.downloadSize())
        .with("covered", model.embeddedCount())
        .with("pictures", model.photoCount())
        .with("photo_seconds", model.photoTime().map(PhotoTime::seconds).orElse(Double.NaN))
        .with("repository", about.repository())
        .with("revision", about.revision())
        .with("licence", about.licence())
        .with(
            "verified",
            model.verification().map(how -> how.name().toLowerCase(Locale.ROOT)).orElse(""));
  }

  /// Returns how the files of a model were verified.
  String verified(Verification how) {
    return messages.of("models.verified." + how.name());
  }

  /// Prints what to do with a model that was installed.
  void afterInstall(CatalogedModel model, PhotoLibrary library, PrintStream to) {
    if (model.embedsPrompts() && !model.active() && !model.target()) {
      to.println(messages.of("models.prompts.next", Text.visible(model.descriptor().name())));
    } else {
      hint(library, to);
    }
  }

  /// Prints one line if a better model is available or the library is switching to another model.
  void hint(PhotoLibrary library, PrintStream to) {
    LibraryModels models = library.models();
    LibraryModels.ModelAdvice outlook = models.advice();
    switch (outlook) {
      case LibraryModels.ModelAdvice.None _ -> {}
      case LibraryModels.ModelAdvice.Recommended(ModelDescriptor model) ->
          to.println(
              messages.of(
                  "models.offer", model.name(), DataSize.occupiedMegabytes(model.downloadSize())));
      case LibraryModels.ModelAdvice.Switching(String from, CatalogedModel model) ->
          to.println(
              messages.of(
                  "models.moving",
                  Text.visible(from),
                  Text.visible(model.descriptor().name()),
                  model.embeddedCount(),
                  model.photoCount()));
    }
  }

  private String state(CatalogedModel model) {
    ModelDescriptor about = model.descriptor();
    String key = "models.state." + model.state().name();
    return messages.of(
        key,
        DataSize.occupiedMegabytes(about.downloadSize()),
        Text.visible(about.name()),
        DataSize.occupiedMegabytes(model.bytes()));
  }
}
