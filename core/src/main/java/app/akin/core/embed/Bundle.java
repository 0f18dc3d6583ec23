package app.akin.core.embed;

import app.akin.core.embed.config.SettingsFile;
import java.util.regex.Pattern;

/// The settings of a ready model from its `bundle.json`. Unknown keys are ignored: they are for
/// human readers and later versions.
///
/// @param name the model's short name, consisting of the letters a to z, digits and hyphens
/// @param dimension dimension of the features of both towers
/// @param image file name of the image tower's archive
/// @param preprocessor the plain name of the image preparation's settings
/// @param text file name of the text tower's archive
/// @param tokenizer file name of the tokenizer
/// @param maxTokens the maximum number of tokens of a text, including special tokens
record Bundle(
    String name,
    int dimension,
    String image,
    String preprocessor,
    String text,
    String tokenizer,
    int maxTokens) {
  /// The file whose presence marks a folder as a ready model.
  static final String FILE = "bundle.json";

  /// The name that is reserved for the model included in Akin.
  private static final String RESERVED = "starter";

  private static final int MAX_SIZE = 1 << 20;
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
  private static final Pattern PLAIN_NAME = Pattern.compile("[^/\\\\:\\p{Cntrl}]+");

  /// Reads and checks the file.
  ///
  /// @param builtIn whether the settings belong to the model included in Akin
  static Bundle read(SettingsFile settings, boolean builtIn) {
    String form = settings.text("form");
    if (!form.equals("ready")) {
      throw settings.invalid("form", form + " is not ready");
    }
    String name = settings.text("name");
    if (!NAME.matcher(name).matches()) {
      throw settings.invalid("name", name + " is not of a to z, 0 to 9 and -");
    }
    if (name.equals(RESERVED) && !builtIn) {
      throw settings.invalid("name", name + " is reserved for the model inside Akin");
    }
    settings.integer("version", 0, Integer.MAX_VALUE);
    SettingsFile image = settings.object("image");
    SettingsFile text = settings.object("text");
    // Texts run one at a time at their own length, so nothing is ever padded; the format requires
    // the key.
    text.integer("pad_id", 0, Integer.MAX_VALUE);
    return new Bundle(
        name,
        settings.integer("dimension", 1, MAX_SIZE),
        plainName(image, "file"),
        plainName(image, "preprocessor"),
        plainName(text, "file"),
        plainName(text, "tokenizer"),
        text.integer("max_tokens", 1, MAX_SIZE));
  }

  private static String plainName(SettingsFile settings, String key) {
    String name = settings.text(key);
    if (!PLAIN_NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw settings.invalid(key, name + " is not the plain name of a file in the folder");
    }
    return name;
  }
}
