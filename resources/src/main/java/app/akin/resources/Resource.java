package app.akin.resources;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// Every file that ships inside Akin, by name.
public enum Resource {
  /// The starter model's contract: names of its parts, width, text length.
  STARTER_BUNDLE("starter/bundle.json"),
  /// The starter model's image tower, TorchScript.
  STARTER_IMAGE("starter/image.pt"),
  /// The starter model's text tower, TorchScript.
  STARTER_TEXT("starter/text.pt"),
  /// The starter model's tokenizer.
  STARTER_TOKENIZER("starter/tokenizer.json"),
  /// The starter model's picture preparation.
  STARTER_PREPROCESSOR("starter/preprocessor_config.json"),
  /// What the starter model is, was made of, may be used for and reaches.
  STARTER_CARD("starter/MODEL_CARD.md"),
  /// The models that are known: where they are, what they need, what they hold. JSON.
  MODELS("models.json"),
  /// The icon, 16 pixels wide.
  ICON_16("icon/akin-16.png"),
  /// The icon, 24 pixels wide.
  ICON_24("icon/akin-24.png"),
  /// The icon, 32 pixels wide.
  ICON_32("icon/akin-32.png"),
  /// The icon, 48 pixels wide.
  ICON_48("icon/akin-48.png"),
  /// The icon, 64 pixels wide.
  ICON_64("icon/akin-64.png"),
  /// The icon, 128 pixels wide.
  ICON_128("icon/akin-128.png"),
  /// The icon, 256 pixels wide.
  ICON_256("icon/akin-256.png"),
  /// Pictures of every format and small photos, which the self-test decodes and searches. A zip.
  SELF_TEST_PICTURES("selftest/pictures.zip"),
  /// The numbers that the self-test must come to. JSON.
  SELF_TEST_NUMBERS("selftest/numbers.json"),
  /// The MIT licence's text.
  LICENCE_MIT("licences/MIT.txt"),
  /// Every sentence for people, in English, UTF-8.
  MESSAGES("messages.properties"),
  /// The same in Simplified Chinese, as far as the window says them.
  MESSAGES_CHINESE("messages_zh_CN.properties"),
  /// Every word of the window, in English, UTF-8.
  WINDOW("window.properties"),
  /// Every word of the window in Simplified Chinese.
  WINDOW_CHINESE("window_zh_CN.properties"),
  /// How the window looks, on top of its base theme.
  STYLE("akin.css"),
  /// The dark theme's colours, on top of that.
  STYLE_DARK("dark.css");

  private final String path;

  Resource(String path) {
    this.path = path;
  }

  /// The file's own name, without folders.
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// The file's address, for those who take nothing else.
  public String address() {
    return String.valueOf(Objects.requireNonNull(Resource.class.getResource(path), path));
  }

  /// The file's bytes; the caller closes the stream.
  public InputStream open() throws IOException {
    InputStream stream = Resource.class.getResourceAsStream(path);
    if (stream == null) {
      throw new FileNotFoundException(path);
    }
    return stream;
  }
}
