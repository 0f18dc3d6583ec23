package app.akin.desktop.welcome;

import app.akin.core.photo.Problem;
import app.akin.desktop.theme.Icon;
import java.util.Optional;

/// An empty or error state: an icon, a title, a sentence and an action, with message keys under
/// `state.` and its name.
public enum Condition {
  /// The library has no folders.
  NO_FOLDERS(Icon.PHOTOS),
  /// The folders contain no photos.
  NO_PHOTOS(Icon.PHOTO),
  /// The search found no photos.
  NOTHING_FOUND(Icon.ABSENT),
  /// The photos are on an offline drive.
  FOLDER_OFFLINE(Icon.OFFLINE),
  /// The model of the library is not installed.
  MODEL_MISSING(Icon.MODEL),
  /// The model is damaged.
  MODEL_DAMAGED(Icon.BROKEN),
  /// No photo is indexed with the model.
  MODEL_NEW(Icon.MODEL),
  /// The model engine does not start.
  ENGINE(Icon.WARNING),
  /// Indexing failed.
  INDEXING_FAILED(Icon.WARNING),
  /// The library was written by a newer version of Akin.
  LIBRARY_NEWER(Icon.NEWER),
  /// Another process writes to the library; reading is possible.
  LIBRARY_BUSY(Icon.LOCKED),
  /// The library is damaged.
  LIBRARY_DAMAGED(Icon.BROKEN),
  /// The library is not writable.
  LIBRARY_UNWRITABLE(Icon.LOCKED),
  /// The disk is full.
  DISK_FULL(Icon.DISK);

  private final Icon icon;

  Condition(Icon icon) {
    this.icon = icon;
  }

  /// Returns the icon.
  public Icon icon() {
    return icon;
  }

  /// Returns the key of the title; `.sentence` and `.action` are appended for the other texts.
  String key() {
    return "state." + name();
  }

  /// Returns the state for a problem; empty if the problem concerns a single action.
  public static Optional<Condition> of(Problem problem) {
    return switch (problem) {
      case LIBRARY_NEWER -> Optional.of(LIBRARY_NEWER);
      case LIBRARY_BUSY -> Optional.of(LIBRARY_BUSY);
      case LIBRARY_UNWRITABLE -> Optional.of(LIBRARY_UNWRITABLE);
      case LIBRARY_DAMAGED -> Optional.of(LIBRARY_DAMAGED);
      case DISK_FULL -> Optional.of(DISK_FULL);
      case LIBRARY_EMPTY, FOLDER_WITHOUT_PHOTOS -> Optional.of(NO_PHOTOS);
      case NO_FOLDERS -> Optional.of(NO_FOLDERS);
      case MODEL_FOLDER_MISSING, MODEL_UNKNOWN, MODEL_FILE_MISSING, MODEL_ABSENT ->
          Optional.of(MODEL_MISSING);
      case MODEL_NOT_INDEXED -> Optional.of(MODEL_NEW);
      case MODEL_FORM_UNKNOWN,
          MODEL_CONFIG,
          MODEL_WEIGHTS,
          MODEL_TENSOR_MISSING,
          MODEL_TENSOR_SHAPE,
          MODEL_ACTIVATION,
          MODEL_TOKENIZER,
          MODEL_ARCHIVE,
          MODEL_WIDTH,
          MODEL_DAMAGED ->
          Optional.of(MODEL_DAMAGED);
      case ENGINE -> Optional.of(ENGINE);
      // Concerns one folder.
      case FOLDER_MISSING,
          FOLDER_NOT_A_FOLDER,
          FOLDER_UNREADABLE,
          FOLDER_UNKNOWN,
          FOLDER_NOT_INSIDE ->
          Optional.empty();
      // Concerns one change of the models.
      case MODEL_CACHE_UNWRITABLE,
          DEVICE_ABSENT,
          MODEL_UNSUPPORTED,
          MODEL_BUILT_IN,
          MODEL_IMPORT,
          MODEL_NAME_TAKEN,
          MODELS_UNWRITABLE,
          DISK_SHORT,
          PRECISION_ABSENT ->
          Optional.empty();
      // The CPU takes over.
      case GRAPHICS_FAILED,
          GRAPHICS_NONE,
          GRAPHICS_UNWRITABLE,
          GRAPHICS_BUSY,
          GRAPHICS_DAMAGED,
          GRAPHICS_SHORT ->
          Optional.empty();
      // Concerns one download.
      case NET_ADDRESS,
          NET_INSECURE,
          NET_INWARD,
          NET_UNREACHABLE,
          NET_FORBIDDEN,
          NET_NOT_FOUND,
          NET_BUSY,
          NET_REDIRECTS,
          NET_ANSWER,
          NET_CHANGED,
          PICTURE_UNREACHABLE,
          UPDATES_UNREACHABLE,
          SETTINGS_UNWRITABLE,
          PICTURE_REFUSED,
          PICTURE_NONE,
          PICTURE_TOO_LARGE,
          STOPPED ->
          Optional.empty();
      // Concerns one query.
      case QUERY_IMAGE, QUERY_EMPTY, QUERY_ONLY_MINUS, QUERY_SAYS_NOTHING -> Optional.empty();
    };
  }
}
