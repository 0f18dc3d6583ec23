package app.akin.desktop.theme;

import java.util.Locale;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2RoundAL;
import org.kordamp.ikonli.material2.Material2RoundMZ;

/// The icons of the window, named by meaning.
public enum Icon {
  /// Add.
  ADD(Material2RoundAL.ADD),
  /// Add a query image.
  ADD_PHOTO(Material2RoundAL.ADD_PHOTO_ALTERNATE),
  /// Archive file.
  ARCHIVE(Material2RoundAL.ARCHIVE),
  /// Back.
  BACK(Material2RoundAL.ARROW_BACK),
  /// Chart.
  CHART(Material2RoundAL.BAR_CHART),
  /// Close or remove.
  CLOSE(Material2RoundAL.CLOSE),
  /// Edit.
  EDIT(Material2RoundAL.EDIT),
  /// Success.
  DONE(Material2RoundAL.CHECK_CIRCLE),
  /// Folder.
  FOLDER(Material2RoundAL.FOLDER_OPEN),
  /// Forward.
  FORWARD(Material2RoundAL.ARROW_FORWARD),
  /// Information.
  INFORMATION(Material2RoundAL.INFO),
  /// Model.
  MODEL(Material2RoundMZ.PSYCHOLOGY),
  /// Excluded text.
  NOT(Material2RoundAL.BLOCK),
  /// Offline.
  OFFLINE(Material2RoundAL.CLOUD_OFF),
  /// Pause.
  PAUSE(Material2RoundMZ.PAUSE),
  /// Photo.
  PHOTO(Material2RoundAL.IMAGE),
  /// Keep the selection.
  PIN(Material2RoundMZ.PUSH_PIN),
  /// Slideshow.
  SLIDESHOW(Material2RoundMZ.SLIDESHOW),
  /// All photos.
  PHOTOS(Material2RoundMZ.PHOTO_LIBRARY),
  /// Resume.
  RESUME(Material2RoundMZ.PLAY_ARROW),
  /// Search.
  SEARCH(Material2RoundMZ.SEARCH),
  /// Settings.
  SETTINGS(Material2RoundMZ.SETTINGS),
  /// Camera.
  CAMERA(Material2RoundMZ.PHOTO_CAMERA),
  /// Collection.
  COLLECTION(Material2RoundAL.COLLECTIONS_BOOKMARK),
  /// Saved search.
  SAVED(Material2RoundAL.BOOKMARK),
  /// Save a search.
  SAVE(Material2RoundAL.BOOKMARK_BORDER),
  /// Collection to which a key adds photos.
  TARGET(Material2RoundAL.ADJUST),
  /// Export.
  EXPORT(Material2RoundMZ.SAVE_ALT),
  /// Compare.
  COMPARE(Material2RoundAL.COMPARE),
  /// Several files.
  COPIES(Material2RoundAL.FILTER_NONE),
  /// Copy.
  COPY(Material2RoundAL.CONTENT_COPY),
  /// Date.
  DAY(Material2RoundAL.EVENT),
  /// Fit to window.
  FIT(Material2RoundAL.ASPECT_RATIO),
  /// Path.
  LINK(Material2RoundAL.LINK),
  /// Less like a photo.
  LESS_LIKE(Material2RoundMZ.REMOVE_CIRCLE),
  /// More like a photo.
  MORE_LIKE(Material2RoundAL.ADD_CIRCLE),
  /// List.
  LIST(Material2RoundAL.FORMAT_LIST_BULLETED),
  /// Next photo.
  NEXT(Material2RoundAL.CHEVRON_RIGHT),
  /// No image.
  NO_PICTURE(Material2RoundAL.IMAGE_NOT_SUPPORTED),
  /// Open in another program.
  OPEN_WITH(Material2RoundMZ.OPEN_IN_NEW),
  /// Location.
  PLACE(Material2RoundMZ.PLACE),
  /// Possible match.
  POSSIBLE(Material2RoundMZ.STAR_HALF),
  /// Previous photo.
  PREVIOUS(Material2RoundAL.CHEVRON_LEFT),
  /// Search with a photo.
  SEARCH_WITH(Material2RoundAL.IMAGE_SEARCH),
  /// Strong match.
  STRONG(Material2RoundMZ.STAR),
  /// Weak match.
  WEAK(Material2RoundMZ.STAR_BORDER),
  /// A star of a rating.
  RATED(Material2RoundMZ.STAR),
  /// A star that a rating lacks.
  UNRATED(Material2RoundMZ.STAR_BORDER),
  /// Picked.
  PICKED(Material2RoundAL.FLAG),
  /// Rejected.
  REJECTED(Material2RoundAL.CANCEL),
  /// Zoom in.
  ZOOM_IN(Material2RoundMZ.ZOOM_IN),
  /// Zoom out.
  ZOOM_OUT(Material2RoundMZ.ZOOM_OUT),
  /// Nothing found.
  ABSENT(Material2RoundMZ.SEARCH_OFF),
  /// Unreadable image.
  BROKEN(Material2RoundAL.BROKEN_IMAGE),
  /// Selected.
  CHOSEN(Material2RoundAL.CHECK),
  /// Dark theme.
  DARK(Material2RoundAL.BRIGHTNESS_2),
  /// Disk.
  DISK(Material2RoundMZ.STORAGE),
  /// Download.
  DOWNLOAD(Material2RoundAL.GET_APP),
  /// Slow mode.
  GENTLE(Material2RoundAL.ECO),
  /// Keyboard.
  KEYS(Material2RoundAL.KEYBOARD),
  /// Light theme.
  LIGHT(Material2RoundMZ.WB_SUNNY),
  /// Locked.
  LOCKED(Material2RoundAL.LOCK),
  /// Newer version.
  NEWER(Material2RoundMZ.UPDATE),
  /// Privacy.
  PRIVATE(Material2RoundMZ.PRIVACY_TIP),
  /// Delete.
  REMOVE(Material2RoundAL.DELETE_OUTLINE),
  /// Photos of one stack.
  STACK(Material2RoundAL.LAYERS),
  /// Take out of a stack.
  UNSTACK(Material2RoundAL.LAYERS_CLEAR),
  /// Retry.
  RETRY(Material2RoundMZ.REFRESH),
  /// Upgrade.
  SHINE(Material2RoundAL.FLARE),
  /// Other computers.
  SHARED(Material2RoundAL.DEVICES),
  /// Speed.
  SPEED(Material2RoundMZ.SPEED),
  /// Stop.
  STOP(Material2RoundMZ.STOP),
  /// Same as the system.
  SYSTEM(Material2RoundAL.COMPUTER),
  /// Language.
  LANGUAGE(Material2RoundAL.LANGUAGE),
  /// Web.
  WEB(Material2RoundMZ.PUBLIC),
  /// Appearance.
  LOOK(Material2RoundMZ.PALETTE),
  /// Full screen.
  FULL_SCREEN(Material2RoundAL.FULLSCREEN),
  /// Filters.
  FILTER(Material2RoundAL.FILTER_LIST),
  /// Map.
  MAP(Material2RoundMZ.MAP),
  /// Menu of further actions.
  MENU(Material2RoundMZ.MORE_VERT),
  /// Expand.
  MORE(Material2RoundAL.EXPAND_MORE),
  /// Opens in another program.
  OUTSIDE(Material2RoundMZ.OPEN_IN_NEW),
  /// File.
  FILE(Material2RoundAL.INSERT_DRIVE_FILE),
  /// Earlier search.
  HISTORY(Material2RoundAL.HISTORY),
  /// Lens and exposure.
  LENS(Material2RoundAL.CAMERA),
  /// Keyword.
  TAG(Material2RoundAL.LOCAL_OFFER),
  /// Words.
  TEXT(Material2RoundMZ.TEXT_FIELDS),
  /// Time of day.
  TIME(Material2RoundMZ.SCHEDULE),
  /// Warning.
  WARNING(Material2RoundMZ.WARNING);

  @SuppressWarnings("ImmutableEnumChecker") // Every Ikon here is an enum's constant.
  private final Ikon iconCode;

  Icon(Ikon glyph) {
    this.iconCode = glyph;
  }

  /// Returns the icon code; a test checks that the font contains it.
  Ikon iconCode() {
    return iconCode;
  }

  /// Returns a new node; style classes set its size and color. It is decorative and has no
  /// accessible text.
  public FontIcon node() {
    return new FontIcon(iconCode);
  }

  /// Returns a new node of a given size.
  public FontIcon node(Size size) {
    FontIcon icon = node();
    icon.getStyleClass().add(size.style());
    return icon;
  }

  /// Icon sizes other than the default; the style sheet defines the pixels.
  public enum Size {
    /// In a badge or chip.
    TINY,
    /// Beside normal or small text.
    SMALL,
    /// In an icon button.
    CLEAR,
    /// At the start of a row, or in the rail.
    LARGE,
    /// On a status page.
    HUGE;

    /// Returns the style class.
    String style() {
      return "akin-icon-" + name().toLowerCase(Locale.ROOT);
    }
  }
}
