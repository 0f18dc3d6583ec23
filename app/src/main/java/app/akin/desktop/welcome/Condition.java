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
      case Problem.LibraryNewer _ -> Optional.of(LIBRARY_NEWER);
      case Problem.LibraryBusy _ -> Optional.of(LIBRARY_BUSY);
      case Problem.LibraryUnwritable _ -> Optional.of(LIBRARY_UNWRITABLE);
      case Problem.LibraryDamaged _ -> Optional.of(LIBRARY_DAMAGED);
      case Problem.DiskFull _ -> Optional.of(DISK_FULL);
      case Problem.LibraryEmpty _, Problem.FolderWithoutPhotos _ -> Optional.of(NO_PHOTOS);
      case Problem.NoFolders _ -> Optional.of(NO_FOLDERS);
      case Problem.ModelFolderMissing _,
          Problem.ModelUnknown _,
          Problem.ModelFileMissing _,
          Problem.ModelAbsent _,
          Problem.ModelDrive _ ->
          Optional.of(MODEL_MISSING);
      case Problem.ModelNotIndexed _ -> Optional.of(MODEL_NEW);
      case Problem.ModelFormUnknown _,
          Problem.ModelConfig _,
          Problem.ModelWeights _,
          Problem.ModelTensorMissing _,
          Problem.ModelTensorShape _,
          Problem.ModelActivation _,
          Problem.ModelTokenizer _,
          Problem.ModelArchive _,
          Problem.ModelWidth _,
          Problem.ModelDamaged _ ->
          Optional.of(MODEL_DAMAGED);
      case Problem.Engine _ -> Optional.of(ENGINE);
      // Concerns one folder.
      case Problem.FolderMissing _,
          Problem.FolderNotAFolder _,
          Problem.FolderUnreadable _,
          Problem.FolderUnknown _,
          Problem.FolderNotInside _ ->
          Optional.empty();
      // Concerns one decision about stacks.
      case Problem.PhotoUnknown _, Problem.NoStackDecision _, Problem.StackTooSmall _ ->
          Optional.empty();
      // Concerns one collection, saved search or export.
      case Problem.NameEmpty _,
          Problem.NameTooLong _,
          Problem.CollectionExists _,
          Problem.CollectionUnknown _,
          Problem.PhotoNotInCollection _,
          Problem.SavedSearchExists _,
          Problem.SavedSearchUnknown _,
          Problem.ExportUnwritable _,
          Problem.ExportDiskFull _,
          Problem.ExportIntoLibrary _,
          Problem.ExportEmpty _ ->
          Optional.empty();
      // Concerns one export of sidecars.
      case Problem.NoSidecarExport _, Problem.SidecarFolderOverlaps _ -> Optional.empty();
      // Concerns one change of marks.
      case Problem.NothingToUndo _,
          Problem.NothingToRedo _,
          Problem.KeywordInvalid _,
          Problem.CaptionTooLong _ ->
          Optional.empty();
      // Concerns one change of the models.
      case Problem.ModelCacheUnwritable _,
          Problem.DeviceAbsent _,
          Problem.ModelWithoutPrompts _,
          Problem.NoPromptModel _,
          Problem.ModelBuiltIn _,
          Problem.ModelImport _,
          Problem.ModelNameTaken _,
          Problem.ModelsUnwritable _,
          Problem.DiskShort _,
          Problem.MemoryShort _,
          Problem.PrecisionAbsent _ ->
          Optional.empty();
      // The CPU takes over.
      case Problem.GraphicsFailed _,
          Problem.GraphicsNone _,
          Problem.GraphicsUnwritable _,
          Problem.GraphicsBusy _,
          Problem.GraphicsDamaged _,
          Problem.GraphicsShort _ ->
          Optional.empty();
      // Concerns one download.
      case Problem.NetAddress _,
          Problem.NetInsecure _,
          Problem.NetInward _,
          Problem.NetUnreachable _,
          Problem.NetForbidden _,
          Problem.NetNotFound _,
          Problem.NetBusy _,
          Problem.NetRedirects _,
          Problem.NetAnswer _,
          Problem.NetChanged _,
          Problem.PictureUnreachable _,
          Problem.UpdatesUnreachable _,
          Problem.SettingsUnwritable _,
          Problem.PictureRefused _,
          Problem.PictureNone _,
          Problem.PictureTooLarge _,
          Problem.Stopped _ ->
          Optional.empty();
      // Concerns one query.
      case Problem.QueryImage _,
          Problem.QueryEmpty _,
          Problem.QueryPrompt _,
          Problem.FeedbackIgnored _,
          Problem.QuerySaysNothing _ ->
          Optional.empty();
      // Concerns the shared library; this one works on.
      case Problem.ShareAddressInvalid _,
          Problem.SharePasswordInAddress _,
          Problem.SharePasswordMissing _,
          Problem.SharePasswordReadable _,
          Problem.ShareSettingsUnreadable _,
          Problem.ShareNotConnected _,
          Problem.ShareConnected _,
          Problem.ShareUnreachable _,
          Problem.SharePasswordWrong _,
          Problem.ShareUnencrypted _,
          Problem.ShareCertificate _,
          Problem.ShareServerOld _,
          Problem.ShareWithoutVectors _,
          Problem.ShareVectorsOld _,
          Problem.ShareAbsent _,
          Problem.ShareExists _,
          Problem.ShareNewer _,
          Problem.ShareOlder _,
          Problem.ShareForbidden _,
          Problem.ShareFull _,
          Problem.ShareReadOnly _,
          Problem.ShareFailed _,
          Problem.ShareWithoutModel _,
          Problem.ShareFactUnsupported _,
          Problem.ShareFolderUnknown _,
          Problem.ShareFolderExists _,
          Problem.ShareFolderLost _,
          Problem.ShareFolderNotShared _ ->
          Optional.empty();
      // Concerns one evaluation.
      case Problem.EvaluationProblem _ -> Optional.empty();
      // Concerns one fact of a query.
      case Problem.FactFieldUnknown _,
          Problem.FactValueMissing _,
          Problem.FactDate _,
          Problem.FactDay _,
          Problem.FactTime _,
          Problem.FactReversed _,
          Problem.FactNoOrder _,
          Problem.FactNumber _,
          Problem.FactUnit _,
          Problem.FactSize _,
          Problem.FactBounds _,
          Problem.FactWord _,
          Problem.FactHas _,
          Problem.FactArea _,
          Problem.FactPlace _,
          Problem.FactQuote _,
          Problem.FactPerson _ ->
          Optional.empty();
    };
  }
}
