package app.akin.desktop.tour;

import app.akin.desktop.theme.Language;
import java.util.function.Function;
import javafx.scene.layout.Region;

/// A screen in one of its states.
///
/// @param name its part of a file's name
/// @param photographic whether what one sees of it is photos, or shaded: then its lightness says
///   nothing of the theme
/// @param drawn makes it, on the JavaFX thread; what it starts ends with the test
record Screen(String name, boolean photographic, Function<Language, Region> drawn) {
  Screen(String name, Function<Language, Region> drawn) {
    this(name, false, drawn);
  }

  @Override
  public String toString() {
    return name;
  }
}
