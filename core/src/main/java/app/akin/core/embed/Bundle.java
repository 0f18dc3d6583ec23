package app.akin.core.embed;

import java.util.regex.Pattern;

/// What `bundle.json` says of a ready model. Other keys than these are for people and later
/// versions.
///
/// @param name the model's short name, of letters a to z, digits and hyphens
/// @param dimension the width of both towers' features
/// @param image the plain name of the image tower's archive
/// @param preprocessor the plain name of the picture preparation's settings
/// @param text the plain name of the text tower's archive
/// @param tokenizer the plain name of the tokenizer
/// @param maxTokens the most tokens of a text, special ones included
record Bundle(
    String name,
    int dimension,
    String image,
    String preprocessor,
    String text,
    String tokenizer,
    int maxTokens) {
  /// The file that makes a folder a ready model.
  static final String FILE = "bundle.json";

  /// The name that only the model inside Akin may bear.
  private static final String RESERVED = "starter";

  private static final int LARGEST = 1 << 20;
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
  private static final Pattern PLAIN = Pattern.compile("[^/\\\\:\\p{Cntrl}]+");

  /// Reads and checks the settings.
  ///
  /// @param builtIn whether they are those of the model inside Akin
  static Bundle read(SettingsFile settings, boolean builtIn) {
    String form = settings.text("form");
    if (!form.equals("ready")) {
      throw settings.wrong("form", form + " is not ready");
    }
    String name = settings.text("name");
    if (!NAME.matcher(name).matches()) {
      throw settings.wrong("name", name + " is not of a to z, 0 to 9 and -");
    }
    if (name.equals(RESERVED) && !builtIn) {
      throw settings.wrong("name", name + " is reserved for the model inside Akin");
    }
    settings.integer("version", 0, Integer.MAX_VALUE);
    SettingsFile image = settings.object("image");
    SettingsFile text = settings.object("text");
    // Each text runs alone at its own length, so nothing is ever padded; the contract has it.
    text.integer("pad_id", 0, Integer.MAX_VALUE);
    return new Bundle(
        name,
        settings.integer("dimension", 1, LARGEST),
        plainName(image, "file"),
        plainName(image, "preprocessor"),
        plainName(text, "file"),
        plainName(text, "tokenizer"),
        text.integer("max_tokens", 1, LARGEST));
  }

  private static String plainName(SettingsFile settings, String key) {
    String name = settings.text(key);
    if (!PLAIN.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw settings.wrong(key, name + " is not the plain name of a file in the folder");
    }
    return name;
  }
}
