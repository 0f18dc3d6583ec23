package app.akin.desktop.memory;

import app.akin.core.photo.Device;
import app.akin.desktop.look.TextSize;
import app.akin.desktop.look.Theme;
import java.util.Locale;

/// What a person left the window like. A value; [Memory] keeps it.
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
public record Remembered(
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
  public static Remembered first(Locale language) {
    return new Remembered(
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
  public Remembered sized(double newWidth, double newHeight, boolean nowMaximized) {
    return new Remembered(
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
  public Remembered themed(Theme.Choice choice) {
    return new Remembered(
        width, height, maximized, choice, text, language, view, thumbnail, addresses, gentle,
        device, precision, offer);
  }

  /// The same with other letters.
  public Remembered lettered(TextSize size) {
    return new Remembered(
        width, height, maximized, theme, size, language, view, thumbnail, addresses, gentle, device,
        precision, offer);
  }

  /// The same in another language.
  public Remembered speaking(Locale locale) {
    return new Remembered(
        width, height, maximized, theme, text, locale, view, thumbnail, addresses, gentle, device,
        precision, offer);
  }

  /// The same at another place.
  public Remembered showing(String place) {
    return new Remembered(
        width, height, maximized, theme, text, language, place, thumbnail, addresses, gentle,
        device, precision, offer);
  }

  /// The same with other heights of rows.
  public Remembered rowsOf(double pixels) {
    return new Remembered(
        width, height, maximized, theme, text, language, view, pixels, addresses, gentle, device,
        precision, offer);
  }

  /// The same with another answer to whether addresses may be fetched.
  public Remembered fetching(boolean allowed) {
    return new Remembered(
        width, height, maximized, theme, text, language, view, thumbnail, allowed, gentle, device,
        precision, offer);
  }

  /// The same with another pace of taking photos in.
  public Remembered gently(boolean slow) {
    return new Remembered(
        width, height, maximized, theme, text, language, view, thumbnail, addresses, slow, device,
        precision, offer);
  }

  /// The same with models that run elsewhere, or compute in something else.
  ///
  /// @param word of the precision; empty for what is best here
  public Remembered computing(Device where, String word) {
    return new Remembered(
        width, height, maximized, theme, text, language, view, thumbnail, addresses, gentle, where,
        word, offer);
  }

  /// The same where the offer of a better model was declined.
  public Remembered declined() {
    return new Remembered(
        width, height, maximized, theme, text, language, view, thumbnail, addresses, gentle, device,
        precision, false);
  }
}
