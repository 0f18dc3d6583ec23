package app.akin.desktop.settings;

import app.akin.core.photo.Device;
import app.akin.desktop.theme.TextSize;
import app.akin.desktop.theme.Theme;
import java.util.Locale;

/// What a person left the window like. A value; [SettingsStore] keeps it.
///
/// @param width the window's width, in pixels
/// @param height its height
/// @param maximized whether it filled the screen
/// @param theme light or dark
/// @param text how large letters are
/// @param language what it speaks
/// @param view the name of the place that was shown last
/// @param thumbnail how high a row of photos is, in pixels
/// @param addresses whether pictures at addresses may be fetched when they are dropped; each is
///   asked for all the same
/// @param gentle whether taking photos in leaves the computer room
/// @param device where models run
/// @param precision the word of what they compute in; empty for what is best here
/// @param offer whether the offer of a better model may still be made
public record Settings(
    double width,
    double height,
    boolean maximized,
    Theme.Choice theme,
    TextSize text,
    Locale language,
    String view,
    double thumbnail,
    boolean addresses,
    boolean gentle,
    Device device,
    String precision,
    boolean offer) {
  /// The least size of a window.
  public static final double LEAST_WIDTH = 800;

  /// The least size of a window.
  public static final double LEAST_HEIGHT = 600;

  /// How the window looks at the very first start.
  ///
  /// @param language the system's
  public static Settings first(Locale language) {
    return new Settings(
        1280,
        820,
        false,
        Theme.Choice.SYSTEM,
        TextSize.NORMAL,
        language,
        "PHOTOS",
        180,
        false,
        false,
        Device.AUTO,
        "",
        true);
  }

  /// The same with another size of the window.
  public Settings sized(double newWidth, double newHeight, boolean nowMaximized) {
    return new Settings(
        newWidth,
        newHeight,
        nowMaximized,
        theme,
        text,
        language,
        view,
        thumbnail,
        addresses,
        gentle,
        device,
        precision,
        offer);
  }

  /// The same with another theme.
  public Settings themed(Theme.Choice choice) {
    return new Settings(
        width, height, maximized, choice, text, language, view, thumbnail, addresses, gentle,
        device, precision, offer);
  }

  /// The same with other letters.
  public Settings lettered(TextSize size) {
    return new Settings(
        width, height, maximized, theme, size, language, view, thumbnail, addresses, gentle, device,
        precision, offer);
  }

  /// The same in another language.
  public Settings speaking(Locale locale) {
    return new Settings(
        width, height, maximized, theme, text, locale, view, thumbnail, addresses, gentle, device,
        precision, offer);
  }

  /// The same at another place.
  public Settings showing(String place) {
    return new Settings(
        width, height, maximized, theme, text, language, place, thumbnail, addresses, gentle,
        device, precision, offer);
  }

  /// The same with other heights of rows.
  public Settings rowsOf(double pixels) {
    return new Settings(
        width, height, maximized, theme, text, language, view, pixels, addresses, gentle, device,
        precision, offer);
  }

  /// The same with another answer to whether addresses may be fetched.
  public Settings fetching(boolean allowed) {
    return new Settings(
        width, height, maximized, theme, text, language, view, thumbnail, allowed, gentle, device,
        precision, offer);
  }

  /// The same with another pace of taking photos in.
  public Settings gently(boolean slow) {
    return new Settings(
        width, height, maximized, theme, text, language, view, thumbnail, addresses, slow, device,
        precision, offer);
  }

  /// The same with models that run elsewhere, or compute in something else.
  ///
  /// @param word of the precision; empty for what is best here
  public Settings computing(Device where, String word) {
    return new Settings(
        width, height, maximized, theme, text, language, view, thumbnail, addresses, gentle, where,
        word, offer);
  }

  /// The same where the offer of a better model was declined.
  public Settings declined() {
    return new Settings(
        width, height, maximized, theme, text, language, view, thumbnail, addresses, gentle, device,
        precision, false);
  }
}
