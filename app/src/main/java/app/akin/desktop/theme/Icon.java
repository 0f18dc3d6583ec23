package app.akin.desktop.theme;

import java.util.Locale;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2RoundAL;
import org.kordamp.ikonli.material2.Material2RoundMZ;

/// Every icon of the window, by what it stands for.
public enum Icon {
  /// Something to add.
  ADD(Material2RoundAL.ADD),
  /// A picture to ask with.
  ADD_PHOTO(Material2RoundAL.ADD_PHOTO_ALTERNATE),
  /// A file that holds others.
  ARCHIVE(Material2RoundAL.ARCHIVE),
  /// Back to the search before.
  BACK(Material2RoundAL.ARROW_BACK),
  /// Something to close or take away.
  CLOSE(Material2RoundAL.CLOSE),
  /// It worked.
  DONE(Material2RoundAL.CHECK_CIRCLE),
  /// A folder of photos.
  FOLDER(Material2RoundAL.FOLDER_OPEN),
  /// Forward again.
  FORWARD(Material2RoundAL.ARROW_FORWARD),
  /// Something to know.
  INFORMATION(Material2RoundAL.INFO),
  /// A model that understands pictures.
  MODEL(Material2RoundMZ.PSYCHOLOGY),
  /// Words that must not fit.
  NOT(Material2RoundAL.BLOCK),
  /// A drive that is not there.
  OFFLINE(Material2RoundAL.CLOUD_OFF),
  /// A run that is held.
  PAUSE(Material2RoundMZ.PAUSE),
  /// A picture.
  PHOTO(Material2RoundAL.IMAGE),
  /// All photos.
  PHOTOS(Material2RoundMZ.PHOTO_LIBRARY),
  /// A run that goes on again.
  RESUME(Material2RoundMZ.PLAY_ARROW),
  /// A search.
  SEARCH(Material2RoundMZ.SEARCH),
  /// What a person can set.
  SETTINGS(Material2RoundMZ.SETTINGS),
  /// A camera.
  CAMERA(Material2RoundMZ.PHOTO_CAMERA),
  /// One picture beside another.
  COMPARE(Material2RoundAL.COMPARE),
  /// More than one file of the same.
  COPIES(Material2RoundAL.FILTER_NONE),
  /// Something to copy.
  COPY(Material2RoundAL.CONTENT_COPY),
  /// A day.
  DAY(Material2RoundAL.EVENT),
  /// A picture as large as the screen.
  FIT(Material2RoundAL.ASPECT_RATIO),
  /// Where something is, in words.
  LINK(Material2RoundAL.LINK),
  /// A list of things.
  LIST(Material2RoundAL.FORMAT_LIST_BULLETED),
  /// The photo after.
  NEXT(Material2RoundAL.CHEVRON_RIGHT),
  /// A picture that cannot be shown.
  NO_PICTURE(Material2RoundAL.IMAGE_NOT_SUPPORTED),
  /// Another program.
  OPEN_WITH(Material2RoundMZ.OPEN_IN_NEW),
  /// A place on earth.
  PLACE(Material2RoundMZ.PLACE),
  /// It may be meant.
  POSSIBLE(Material2RoundMZ.STAR_HALF),
  /// The photo before.
  PREVIOUS(Material2RoundAL.CHEVRON_LEFT),
  /// A photo to search with.
  SEARCH_WITH(Material2RoundAL.IMAGE_SEARCH),
  /// It is surely meant.
  STRONG(Material2RoundMZ.STAR),
  /// It comes near, and no more.
  WEAK(Material2RoundMZ.STAR_BORDER),
  /// Closer.
  ZOOM_IN(Material2RoundMZ.ZOOM_IN),
  /// Further away.
  ZOOM_OUT(Material2RoundMZ.ZOOM_OUT),
  /// Nothing to be found.
  ABSENT(Material2RoundMZ.SEARCH_OFF),
  /// A picture that cannot be read.
  BROKEN(Material2RoundAL.BROKEN_IMAGE),
  /// What is chosen among several.
  CHOSEN(Material2RoundAL.CHECK),
  /// A dark window.
  DARK(Material2RoundAL.BRIGHTNESS_2),
  /// A disk.
  DISK(Material2RoundMZ.STORAGE),
  /// Something to fetch.
  DOWNLOAD(Material2RoundAL.GET_APP),
  /// A run that leaves the computer room.
  GENTLE(Material2RoundAL.ECO),
  /// The keyboard.
  KEYS(Material2RoundAL.KEYBOARD),
  /// A light window.
  LIGHT(Material2RoundMZ.WB_SUNNY),
  /// Something that another holds.
  LOCKED(Material2RoundAL.LOCK),
  /// Something from a later time.
  NEWER(Material2RoundMZ.UPDATE),
  /// What stays with its owner.
  PRIVATE(Material2RoundMZ.PRIVACY_TIP),
  /// Something to take away for good.
  REMOVE(Material2RoundAL.DELETE_OUTLINE),
  /// Once more.
  RETRY(Material2RoundMZ.REFRESH),
  /// What makes more of it.
  SHINE(Material2RoundAL.FLARE),
  /// What the machine does best.
  SPEED(Material2RoundMZ.SPEED),
  /// A run to end.
  STOP(Material2RoundMZ.STOP),
  /// As the system has it.
  SYSTEM(Material2RoundAL.COMPUTER),
  /// What is spoken.
  LANGUAGE(Material2RoundAL.LANGUAGE),
  /// The web.
  WEB(Material2RoundMZ.PUBLIC),
  /// How things look.
  LOOK(Material2RoundMZ.PALETTE),
  /// More below.
  MORE(Material2RoundAL.EXPAND_MORE),
  /// Something that opens elsewhere.
  OUTSIDE(Material2RoundMZ.OPEN_IN_NEW),
  /// Something that needs looking at.
  WARNING(Material2RoundMZ.WARNING);

  @SuppressWarnings("ImmutableEnumChecker") // Every Ikon here is an enum's constant.
  private final Ikon glyph;

  Icon(Ikon glyph) {
    this.glyph = glyph;
  }

  /// The icon's place in its font; a test finds each there.
  Ikon glyph() {
    return glyph;
  }

  /// A new node that shows it, at the size and in the colour that styles give; it is decoration and
  /// has no words of its own.
  public FontIcon node() {
    return new FontIcon(glyph);
  }

  /// A new node of another size than usual.
  public FontIcon node(Size size) {
    FontIcon icon = node();
    icon.getStyleClass().add(size.style());
    return icon;
  }

  /// How large icons are beside the usual size; styles say it in pixels.
  public enum Size {
    /// In a badge or a chip.
    TINY,
    /// Beside words of the usual size, or smaller.
    SMALL,
    /// A button of its own.
    CLEAR,
    /// At the head of a row, on the rail.
    LARGE,
    /// Where there is nothing else to see.
    HUGE;

    /// The style that sizes it.
    String style() {
      return "akin-icon-" + name().toLowerCase(Locale.ROOT);
    }
  }
}
