package app.akin.desktop;

import app.akin.desktop.theme.Icon;
import java.util.Arrays;

/// What the window's rail leads to.
public enum Section {
  /// All photos, or what a search found.
  PHOTOS(Icon.PHOTOS, "shell.photos"),
  /// The folders of the library.
  FOLDERS(Icon.FOLDER, "shell.folders"),
  /// The models.
  MODELS(Icon.MODEL, "shell.models"),
  /// What a person can set.
  SETTINGS(Icon.SETTINGS, "shell.settings");

  private final Icon icon;
  private final String words;

  Section(Icon icon, String words) {
    this.icon = icon;
    this.words = words;
  }

  /// The place of a name, as it was remembered; the photos where there is none.
  static Section named(String name) {
    return Arrays.stream(values())
        .filter(place -> place.name().equals(name))
        .findFirst()
        .orElse(PHOTOS);
  }

  /// Its icon.
  Icon icon() {
    return icon;
  }

  /// The key of its name.
  String words() {
    return words;
  }
}
