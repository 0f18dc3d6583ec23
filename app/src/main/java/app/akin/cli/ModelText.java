package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.CatalogedModel;
import app.akin.core.model.LibraryModels;
import app.akin.core.model.ModelDescriptor;
import app.akin.core.model.Verification;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Models in words and in JSON.
///
/// @param messages the sentences
record ModelText(Messages messages) {
  private static final long MEGABYTE = 1_000_000;
  private static final int NAME_WIDTH = 12;

  /// What a person is told of a model: its name and state, what it does, what it is good for.
  List<String> lines(CatalogedModel model) {
    ModelDescriptor about = model.descriptor();
    List<String> more = new ArrayList<>();
    if (model.answers() || model.wished()) {
      more.add(
          messages.of(
              model.answers() ? "models.role.answers" : "models.role.wished",
              model.covered(),
              model.coverable()));
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
              about.memory() / MEGABYTE));
    }
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

  /// The same for programs.
  static JsonLine json(CatalogedModel model) {
    ModelDescriptor about = model.descriptor();
    return new JsonLine()
        .with("model", about.name())
        .with("title", about.title())
        .with("state", model.state().name().toLowerCase(Locale.ROOT))
        .with("answers", model.answers())
        .with("wished", model.wished())
        .with("bytes", model.bytes())
        .with("download", about.download())
        .with("covered", model.covered())
        .with("pictures", model.coverable())
        .with("repository", about.repository())
        .with("revision", about.revision())
        .with("licence", about.licence())
        .with(
            "verified",
            model.verification().map(how -> how.name().toLowerCase(Locale.ROOT)).orElse(""));
  }

  /// What a model's files were held against.
  String verified(Verification how) {
    return messages.of("models.verified." + how.name());
  }

  /// Says in one line what model a library could have, or is on its way to; nothing where it has
  /// one.
  void hint(PhotoLibrary library, PrintStream to) {
    LibraryModels models = library.models();
    LibraryModels.ModelAdvice outlook = models.outlook();
    switch (outlook) {
      case LibraryModels.ModelAdvice.Settled _ -> {}
      case LibraryModels.ModelAdvice.Offer(ModelDescriptor model) ->
          to.println(messages.of("models.offer", model.name(), megabytes(model.download())));
      case LibraryModels.ModelAdvice.Moving(String from, CatalogedModel model) ->
          to.println(
              messages.of(
                  "models.moving",
                  Text.visible(from),
                  Text.visible(model.descriptor().name()),
                  model.covered(),
                  model.coverable()));
    }
  }

  static long megabytes(long bytes) {
    return Math.ceilDiv(bytes, MEGABYTE);
  }

  private String state(CatalogedModel model) {
    ModelDescriptor about = model.descriptor();
    String key = "models.state." + model.state().name();
    return switch (model.state()) {
      case UNSUPPORTED -> messages.of(key, messages.of("models.needs." + about.needs()));
      case BUILT_IN, OFFERED, BEGUN, INSTALLED, DAMAGED ->
          messages.of(
              key,
              megabytes(about.download()),
              Text.visible(about.name()),
              megabytes(model.bytes()));
    };
  }
}
