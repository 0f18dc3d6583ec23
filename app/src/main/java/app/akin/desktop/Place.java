package app.akin.desktop;

import app.akin.desktop.look.Icon;

/// What the window's rail leads to.
public enum Place {
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

  Place(Icon icon, String words) {
    this.icon = icon;
    this.words = words;
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
