package app.akin.desktop.settings;

import app.akin.core.photo.Device;
import app.akin.desktop.theme.TextSize;
import app.akin.desktop.theme.Theme;
import java.util.Locale;

/// The settings of the window. Immutable; [SettingsStore] stores them.
///
/// @param width width of the window, in pixels
/// @param height height of the window, in pixels
/// @param maximized whether the window is maximized
/// @param theme the theme
/// @param text the text size
/// @param language the language
/// @param view name of the section shown last
/// @param thumbnail row height of the grid, in pixels
/// @param addresses whether dropped URLs may be downloaded, each after a confirmation
/// @param gentle whether indexing runs slowly
/// @param device the device of the models
/// @param precision the precision of the models; empty for automatic
/// @param offer whether a better model may be offered
/// @param history whether the search history is stored
/// @param rerank whether the best results are ordered by a second model
/// @param chinese whether Chinese texts are put into English for models that require it
/// @param explained whether the user has read how that is done
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
    boolean offer,
    boolean history,
    boolean rerank,
    boolean chinese,
    boolean explained) {
  /// Minimum size of the window.
  public static final double MIN_WIDTH = 800;

  /// Minimum size of the window.
  public static final double MIN_HEIGHT = 600;

  /// Returns the default settings.
  ///
  /// @param language language of the system
  public static Settings defaults(Locale language) {
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
        true,
        true,
        false,
        true,
        false);
  }

  /// Returns the settings with another window size.
  public Settings withSize(double newWidth, double newHeight, boolean nowMaximized) {
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
        offer,
        history,
        rerank,
        chinese,
        explained);
  }

  /// Returns the settings with another theme.
  public Settings withTheme(Theme.Choice choice) {
    return new Settings(
        width, height, maximized, choice, text, language, view, thumbnail, addresses, gentle,
        device, precision, offer, history, rerank, chinese, explained);
  }

  /// Returns the settings with another text size.
  public Settings withTextSize(TextSize size) {
    return new Settings(
        width, height, maximized, theme, size, language, view, thumbnail, addresses, gentle, device,
        precision, offer, history, rerank, chinese, explained);
  }

  /// Returns the settings with another language.
  public Settings withLanguage(Locale locale) {
    return new Settings(
        width, height, maximized, theme, text, locale, view, thumbnail, addresses, gentle, device,
        precision, offer, history, rerank, chinese, explained);
  }

  /// Returns the settings with another section.
  public Settings withSection(String section) {
    return new Settings(
        width, height, maximized, theme, text, language, section, thumbnail, addresses, gentle,
        device, precision, offer, history, rerank, chinese, explained);
  }

  /// Returns the settings with another row height.
  public Settings withThumbnailHeight(double pixels) {
    return new Settings(
        width, height, maximized, theme, text, language, view, pixels, addresses, gentle, device,
        precision, offer, history, rerank, chinese, explained);
  }

  /// Returns the settings with downloads allowed or not.
  public Settings withDownloads(boolean allowed) {
    return new Settings(
        width, height, maximized, theme, text, language, view, thumbnail, allowed, gentle, device,
        precision, offer, history, rerank, chinese, explained);
  }

  /// Returns the settings with slow indexing on or off.
  public Settings withGentle(boolean slow) {
    return new Settings(
        width, height, maximized, theme, text, language, view, thumbnail, addresses, slow, device,
        precision, offer, history, rerank, chinese, explained);
  }

  /// Returns the settings with another device and precision.
  ///
  /// @param word name of the precision; empty for automatic
  public Settings withDevice(Device where, String word) {
    return new Settings(
        width, height, maximized, theme, text, language, view, thumbnail, addresses, gentle, where,
        word, offer, history, rerank, chinese, explained);
  }

  /// Returns the settings after the offer of a better model was dismissed.
  public Settings withOfferDeclined() {
    return new Settings(
        width, height, maximized, theme, text, language, view, thumbnail, addresses, gentle, device,
        precision, false, history, rerank, chinese, explained);
  }

  /// Returns the settings with the search history stored or not.
  public Settings withHistory(boolean stored) {
    return new Settings(
        width, height, maximized, theme, text, language, view, thumbnail, addresses, gentle, device,
        precision, offer, stored, rerank, chinese, explained);
  }

  /// Returns the settings with results ordered by a second model or not.
  public Settings withRerank(boolean ordered) {
    return new Settings(
        width, height, maximized, theme, text, language, view, thumbnail, addresses, gentle, device,
        precision, offer, history, ordered, chinese, explained);
  }

  /// Returns the settings with Chinese texts put into English or not.
  public Settings withChinese(boolean english) {
    return new Settings(
        width, height, maximized, theme, text, language, view, thumbnail, addresses, gentle, device,
        precision, offer, history, rerank, english, explained);
  }

  /// Returns the settings after the user has read how Chinese texts are put into English.
  public Settings withExplained() {
    return new Settings(
        width, height, maximized, theme, text, language, view, thumbnail, addresses, gentle, device,
        precision, offer, history, rerank, chinese, true);
  }
}
