package app.akin.desktop;

import app.akin.desktop.theme.Icon;
import java.util.Arrays;

/// A section of the window, selected in the rail.
public enum Section {
  /// All photos, or the results of a search.
  PHOTOS(Icon.PHOTOS, "shell.photos"),
  /// Collections and saved searches.
  COLLECTIONS(Icon.COLLECTION, "collect.title"),
  /// The folders page.
  FOLDERS(Icon.FOLDER, "shell.folders"),
  /// Similar photos: the stacks.
  SIMILAR(Icon.STACK, "shell.similar"),
  /// The models.
  MODELS(Icon.MODEL, "shell.models"),
  /// Settings.
  SETTINGS(Icon.SETTINGS, "shell.settings");

  private final Icon icon;
  private final String titleKey;

  Section(Icon icon, String words) {
    this.icon = icon;
    this.titleKey = words;
  }

  /// Returns the section of a stored name; the photos for an unknown name.
  static Section named(String name) {
    return Arrays.stream(values())
        .filter(section -> section.name().equals(name))
        .findFirst()
        .orElse(PHOTOS);
  }

  /// Returns the icon.
  Icon icon() {
    return icon;
  }

  /// Returns the message key of the title.
  String titleKey() {
    return titleKey;
  }
}
