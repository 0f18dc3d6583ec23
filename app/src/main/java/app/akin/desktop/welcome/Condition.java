package app.akin.desktop.welcome;

import app.akin.core.photo.Problem;
import app.akin.desktop.theme.Icon;
import java.util.Optional;

/// A state in which there is something to say rather than to show. Each has an icon, a few words, a
/// sentence, and one thing to do, under `state.` and its name.
public enum Condition {
  /// The library has no folder yet.
  NO_FOLDERS(Icon.PHOTOS),
  /// The folders hold no photos.
  NO_PHOTOS(Icon.PHOTO),
  /// A search found nothing.
  NOTHING_FOUND(Icon.ABSENT),
  /// What would be shown lies on a drive that is not there.
  FOLDER_OFFLINE(Icon.OFFLINE),
  /// The model that the library wants is not on this computer.
  MODEL_MISSING(Icon.MODEL),
  /// The model's files are spoilt.
  MODEL_DAMAGED(Icon.BROKEN),
  /// No photo was taken in with the model yet.
  MODEL_NEW(Icon.MODEL),
  /// The engine that runs models does not start.
  ENGINE(Icon.WARNING),
  /// Photos cannot be taken in.
  INDEXING_FAILED(Icon.WARNING),
  /// The library was written by a newer Akin.
  LIBRARY_NEWER(Icon.NEWER),
  /// Another Akin is writing to the library; reading goes on.
  LIBRARY_BUSY(Icon.LOCKED),
  /// The library cannot be read.
  LIBRARY_DAMAGED(Icon.BROKEN),
  /// The library cannot be written.
  LIBRARY_UNWRITABLE(Icon.LOCKED),
  /// No space is left.
  DISK_FULL(Icon.DISK);

  private final Icon icon;

  Condition(Icon icon) {
    this.icon = icon;
  }

  /// Its icon.
  public Icon icon() {
    return icon;
  }

  /// The key of its few words; its sentence and what to do stand behind `.sentence` and `.action`.
  String key() {
    return "state." + name();
  }

  /// The state that a problem leaves the window in; empty where it concerns one question only and
  /// is told in a line.
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
      // About one folder.
      case FOLDER_MISSING,
          FOLDER_NOT_A_FOLDER,
          FOLDER_UNREADABLE,
          FOLDER_UNKNOWN,
          FOLDER_NOT_INSIDE ->
          Optional.empty();
      // About one change of the models.
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
      // The processor goes on.
      case GRAPHICS_FAILED,
          GRAPHICS_NONE,
          GRAPHICS_UNWRITABLE,
          GRAPHICS_BUSY,
          GRAPHICS_DAMAGED,
          GRAPHICS_SHORT ->
          Optional.empty();
      // About one fetch.
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
      // About one question.
      case QUERY_IMAGE, QUERY_EMPTY, QUERY_ONLY_MINUS, QUERY_SAYS_NOTHING -> Optional.empty();
    };
  }
}
