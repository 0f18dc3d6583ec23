package app.akin.resources;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// The files bundled with Akin.
public enum Resource {
  /// Manifest of the starter model: names of its parts, dimension, text length.
  STARTER_BUNDLE("starter/bundle.json"),
  /// Image tower of the starter model, TorchScript.
  STARTER_IMAGE("starter/image.pt"),
  /// Text tower of the starter model, TorchScript.
  STARTER_TEXT("starter/text.pt"),
  /// Tokenizer of the starter model.
  STARTER_TOKENIZER("starter/tokenizer.json"),
  /// Image preprocessor of the starter model.
  STARTER_PREPROCESSOR("starter/preprocessor_config.json"),
  /// Ranking settings of the starter model.
  STARTER_RANKING("starter/ranking.json"),
  /// Model card of the starter model.
  STARTER_CARD("starter/MODEL_CARD.md"),
  /// The list of known models: location, requirements, content. JSON.
  MODELS("models.json"),
  /// The table of populated places. Compressed by GZIP; see recipe/make_places.py.
  PLACES("places/places.bin.gz"),
  /// The table of Chinese words and their English, CC BY-SA 4.0. Compressed by GZIP.
  CHINESE_ENGLISH("chinese/zh-en.tsv.gz"),
  /// Text of the licence of the table of Chinese words.
  LICENCE_CC_BY_SA("chinese/LICENSE-CC-BY-SA-4.0.txt"),
  /// Detector of text lines, TorchScript, Apache-2.0.
  TEXT_DETECTOR("text/det.pt"),
  /// Recognizer of text lines, TorchScript, Apache-2.0.
  TEXT_RECOGNIZER("text/rec.pt"),
  /// Classifier of the direction of text lines, TorchScript, Apache-2.0.
  TEXT_TURN("text/turn.pt"),
  /// The characters that the recognizer knows, one a line, UTF-8.
  TEXT_CHARACTERS("text/characters.txt"),
  /// Model card of the text models.
  TEXT_CARD("text/MODEL_CARD.md"),
  /// Text of the licence of the text models.
  LICENCE_APACHE("text/LICENSE"),
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
  /// Images of every format and small photos for the self-test. ZIP.
  SELF_TEST_PICTURES("selftest/pictures.zip"),
  /// Reference features of the self-test. JSON.
  SELF_TEST_NUMBERS("selftest/numbers.json"),
  /// Outlines of the world's land from Natural Earth; see `recipe/make_coastlines.py`.
  LAND("land.bin"),
  /// Text of the MIT licence.
  LICENCE_MIT("licences/MIT.txt"),
  /// Texts of the command line and of problems, in English, UTF-8.
  MESSAGES("messages.properties"),
  /// Texts of problems in Simplified Chinese, for the window.
  MESSAGES_CHINESE("messages_zh_CN.properties"),
  /// Texts of the window in English, UTF-8.
  WINDOW("window.properties"),
  /// Texts of the window in Simplified Chinese.
  WINDOW_CHINESE("window_zh_CN.properties"),
  /// Style sheet of the window, on top of the base theme.
  STYLE("akin.css"),
  /// Style sheet of the dark theme.
  STYLE_DARK("dark.css");

  private final String path;

  Resource(String path) {
    this.path = path;
  }

  /// Returns the file name.
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// Returns the URL of the file.
  public String address() {
    return String.valueOf(Objects.requireNonNull(Resource.class.getResource(path), path));
  }

  /// Opens the file; the caller closes the stream.
  public InputStream open() throws IOException {
    InputStream stream = Resource.class.getResourceAsStream(path);
    if (stream == null) {
      throw new FileNotFoundException(path);
    }
    return stream;
  }
}
