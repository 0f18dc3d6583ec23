package app.akin.core.embed;

import app.akin.core.embed.config.SettingsFile;
import java.util.List;

/// The languages that a ready model reads, from its `bundle.json`.
public final class ModelLanguages {
  private static final String KEY = "languages";

  private ModelLanguages() {}

  /// Returns the languages as IETF tags, empty if the files do not name any.
  ///
  /// @throws app.akin.core.photo.AkinException `ModelConfig` if the file is invalid
  public static List<String> of(ModelFiles files) {
    if (!files.has(Bundle.FILE)) {
      return List.of();
    }
    SettingsFile settings = ModelFormat.settings(files, Bundle.FILE);
    return settings.hasList(KEY) ? settings.texts(KEY) : List.of();
  }
}
