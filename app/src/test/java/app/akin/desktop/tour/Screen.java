package app.akin.desktop.tour;

import app.akin.desktop.theme.Language;
import java.util.function.Function;
import javafx.scene.layout.Region;

/// A screen in one of its states.
///
/// @param name part of the file name
/// @param photographic whether it shows mainly photos or shades, so that its lightness does not
///   depend on the theme
/// @param drawn creates it on the JavaFX thread
record Screen(String name, boolean photographic, Function<Language, Region> drawn) {
  Screen(String name, Function<Language, Region> drawn) {
    this(name, false, drawn);
  }

  @Override
  public String toString() {
    return name;
  }
}
