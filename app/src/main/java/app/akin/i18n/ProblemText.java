package app.akin.i18n;

import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// The sentences of problems. The members of a problem are the arguments of its text, in their
/// order.
final class ProblemText {
  private static final int LONGEST = 80;

  private final Messages messages;

  ProblemText(Messages messages) {
    this.messages = messages;
  }

  /// Returns one sentence that says what happened and what to do.
  String of(Problem problem) {
    return switch (problem) {
      case Problem.LibraryNewer p -> text("LIBRARY_NEWER", p.folder());
      case Problem.LibraryBusy p -> text("LIBRARY_BUSY", p.folder());
      case Problem.LibraryUnwritable p -> text("LIBRARY_UNWRITABLE", p.folder(), p.detail());
      case Problem.LibraryDamaged p -> text("LIBRARY_DAMAGED", p.folder(), p.detail());
      case Problem.DiskFull p -> text("DISK_FULL", p.folder());
      case Problem.LibraryEmpty _ -> text("LIBRARY_EMPTY");
      case Problem.NoFolders _ -> text("NO_FOLDERS");
      case Problem.FolderMissing p -> text("FOLDER_MISSING", p.folder());
      case Problem.FolderNotAFolder p -> text("FOLDER_NOT_A_FOLDER", p.path());
      case Problem.FolderUnreadable p -> text("FOLDER_UNREADABLE", p.folder());
      case Problem.FolderWithoutPhotos p -> text("FOLDER_WITHOUT_PHOTOS", p.folder());
      case Problem.FolderUnknown p -> text("FOLDER_UNKNOWN", p.folder());
      case Problem.PhotoUnknown p -> text("PHOTO_UNKNOWN", p.file());
      case Problem.NoStackDecision _ -> text("NO_STACK_DECISION");
      case Problem.NoSidecarExport _ -> text("NO_SIDECAR_EXPORT");
      case Problem.SidecarFolderOverlaps p -> text("SIDECAR_FOLDER_OVERLAPS", p.folder(), p.root());
      case Problem.NothingToUndo _ -> text("NOTHING_TO_UNDO");
      case Problem.NothingToRedo _ -> text("NOTHING_TO_REDO");
      case Problem.KeywordInvalid p -> text("KEYWORD_INVALID", p.keyword(), p.maxLength());
      case Problem.CaptionTooLong p -> text("CAPTION_TOO_LONG", p.maxLength());
      case Problem.StackTooSmall _ -> text("STACK_TOO_SMALL");
      case Problem.NameEmpty _ -> text("NAME_EMPTY");
      case Problem.NameTooLong p -> text("NAME_TOO_LONG", p.length(), p.maximum());
      case Problem.CollectionExists p -> text("COLLECTION_EXISTS", p.name());
      case Problem.CollectionUnknown p -> text("COLLECTION_UNKNOWN", shortened(p.name()));
      case Problem.PhotoNotInCollection p ->
          text("PHOTO_NOT_IN_COLLECTION", p.collection(), p.photo());
      case Problem.SavedSearchExists p -> text("SAVED_SEARCH_EXISTS", p.name());
      case Problem.SavedSearchUnknown p -> text("SAVED_SEARCH_UNKNOWN", shortened(p.name()));
      case Problem.ExportUnwritable p -> text("EXPORT_UNWRITABLE", p.target(), p.detail());
      case Problem.ExportDiskFull p -> text("EXPORT_DISK_FULL", p.target());
      case Problem.ExportIntoLibrary p -> text("EXPORT_INTO_LIBRARY", p.target());
      case Problem.ExportEmpty _ -> text("EXPORT_EMPTY");
      case Problem.FolderNotInside p -> text("FOLDER_NOT_INSIDE", p.exclusion(), p.folder());
      case Problem.ModelFolderMissing p -> text("MODEL_FOLDER_MISSING", p.folder());
      case Problem.ModelFormUnknown p -> text("MODEL_FORM_UNKNOWN", p.folder());
      case Problem.ModelUnknown p -> text("MODEL_UNKNOWN", p.name());
      case Problem.ModelFileMissing p -> text("MODEL_FILE_MISSING", p.folder(), p.file());
      case Problem.ModelConfig p -> text("MODEL_CONFIG", p.file(), p.detail());
      case Problem.ModelWeights p -> text("MODEL_WEIGHTS", p.file(), p.detail());
      case Problem.ModelTensorMissing p -> text("MODEL_TENSOR_MISSING", p.file(), p.tensor());
      case Problem.ModelTensorShape p ->
          text("MODEL_TENSOR_SHAPE", p.file(), p.tensor(), p.expected(), p.found());
      case Problem.ModelActivation p -> text("MODEL_ACTIVATION", p.file(), p.function());
      case Problem.ModelTokenizer p -> text("MODEL_TOKENIZER", p.file(), p.detail());
      case Problem.ModelArchive p -> text("MODEL_ARCHIVE", p.file(), p.detail());
      case Problem.ModelWidth p -> text("MODEL_WIDTH", p.file(), p.expected(), p.found());
      case Problem.ModelNotIndexed p -> text("MODEL_NOT_INDEXED", p.model());
      case Problem.ModelCacheUnwritable p -> text("MODEL_CACHE_UNWRITABLE", p.folder(), p.detail());
      case Problem.Engine p -> text("ENGINE", p.detail());
      case Problem.DeviceAbsent p -> text("DEVICE_ABSENT", p.device(), p.detail());
      case Problem.GraphicsFailed p -> text("GRAPHICS_FAILED", p.detail());
      case Problem.GraphicsNone _ -> text("GRAPHICS_NONE");
      case Problem.GraphicsUnwritable p -> text("GRAPHICS_UNWRITABLE", p.folder(), p.detail());
      case Problem.GraphicsBusy _ -> text("GRAPHICS_BUSY");
      case Problem.GraphicsDamaged p -> text("GRAPHICS_DAMAGED", p.file());
      case Problem.GraphicsShort p ->
          text("GRAPHICS_SHORT", p.folder(), p.neededMegabytes(), p.freeMegabytes());
      case Problem.ModelDamaged p -> text("MODEL_DAMAGED", p.model(), p.file());
      case Problem.ModelBuiltIn _ -> text("MODEL_BUILT_IN");
      case Problem.ModelAbsent p -> text("MODEL_ABSENT", p.model());
      case Problem.ModelImport p -> text("MODEL_IMPORT", p.source(), p.detail());
      case Problem.ModelNameTaken p -> text("MODEL_NAME_TAKEN", p.name());
      case Problem.ModelsUnwritable p -> text("MODELS_UNWRITABLE", p.folder(), p.detail());
      case Problem.DiskShort p ->
          text("DISK_SHORT", p.folder(), p.neededMegabytes(), p.freeMegabytes());
      case Problem.MemoryShort p ->
          text("MEMORY_SHORT", p.model(), p.neededMegabytes(), p.presentMegabytes());
      case Problem.ModelDrive p -> text("MODEL_DRIVE", p.folder());
      case Problem.NetAddress p -> text("NET_ADDRESS", p.value());
      case Problem.NetInsecure p -> text("NET_INSECURE", p.address());
      case Problem.NetInward p -> text("NET_INWARD", p.host(), p.target());
      case Problem.NetUnreachable p -> text("NET_UNREACHABLE", p.host(), p.detail());
      case Problem.NetForbidden p -> text("NET_FORBIDDEN", p.host(), p.status());
      case Problem.NetNotFound p -> text("NET_NOT_FOUND", p.address());
      case Problem.NetBusy p -> text("NET_BUSY", p.host(), p.status());
      case Problem.NetRedirects p -> text("NET_REDIRECTS", p.host());
      case Problem.NetAnswer p -> text("NET_ANSWER", p.host(), p.detail());
      case Problem.NetChanged p -> text("NET_CHANGED", p.file());
      case Problem.PictureUnreachable p -> text("PICTURE_UNREACHABLE", p.host(), p.detail());
      case Problem.PictureRefused p -> text("PICTURE_REFUSED", p.host(), p.status());
      case Problem.PictureNone p -> text("PICTURE_NONE", p.host(), p.mediaType());
      case Problem.PictureTooLarge p -> text("PICTURE_TOO_LARGE", p.host(), p.maximumMegabytes());
      case Problem.UpdatesUnreachable p -> text("UPDATES_UNREACHABLE", p.host(), p.detail());
      case Problem.SettingsUnwritable p -> text("SETTINGS_UNWRITABLE", p.folder(), p.detail());
      case Problem.Stopped _ -> text("STOPPED");
      case Problem.PrecisionAbsent p -> text("PRECISION_ABSENT", p.precision(), p.model());
      case Problem.QueryImage p -> text("QUERY_IMAGE", p.image(), p.kind(), p.detail());
      case Problem.QueryEmpty _ -> text("QUERY_EMPTY");
      case Problem.ModelWithoutPrompts p -> text("MODEL_WITHOUT_PROMPTS", p.model());
      case Problem.NoPromptModel _ -> text("NO_PROMPT_MODEL");
      case Problem.FeedbackIgnored _ -> text("FEEDBACK_IGNORED");
      case Problem.QueryPrompt p -> text("QUERY_PROMPT", p.model());
      case Problem.QuerySaysNothing p -> text("QUERY_SAYS_NOTHING", p.text());
      case Problem.FactFieldUnknown p -> text("FACT_FIELD_UNKNOWN", p.field(), p.fields());
      case Problem.FactValueMissing p -> text("FACT_VALUE_MISSING", p.field());
      case Problem.FactDate p -> text("FACT_DATE", p.text());
      case Problem.FactDay p -> text("FACT_DAY", p.text());
      case Problem.FactTime p -> text("FACT_TIME", p.text());
      case Problem.FactReversed p -> text("FACT_REVERSED", p.range());
      case Problem.FactNoOrder p -> text("FACT_NO_ORDER", p.field(), p.sign());
      case Problem.FactNumber p -> text("FACT_NUMBER", p.field(), p.example());
      case Problem.FactUnit p -> text("FACT_UNIT", p.field(), p.unit(), p.example());
      case Problem.FactSize _ -> text("FACT_SIZE");
      case Problem.FactBounds p -> text("FACT_BOUNDS", p.field(), p.min(), p.max());
      case Problem.FactWord p -> text("FACT_WORD", p.word(), p.field(), p.words());
      case Problem.FactHas p -> text("FACT_HAS", p.word(), p.words());
      case Problem.FactArea p -> text("FACT_AREA", p.text());
      case Problem.FactPlace p -> text("FACT_PLACE", p.name());
      case Problem.FactQuote _ -> text("FACT_QUOTE");
      case Problem.FactPerson _ -> text("FACT_PERSON");
      case Problem.LabelsMissing p -> text("LABELS_MISSING", p.path());
      case Problem.LabelsUnknown p -> text("LABELS_UNKNOWN", p.path(), p.expected());
      case Problem.LabelsParquet p -> text("LABELS_PARQUET", p.file(), p.export());
      case Problem.LabelFileMissing p -> text("LABEL_FILE_MISSING", p.folder(), p.file());
      case Problem.LabelFileUnreadable p -> text("LABEL_FILE_UNREADABLE", p.file(), p.detail());
      case Problem.LabelFileJson p -> text("LABEL_FILE_JSON", p.file(), p.place(), p.detail());
      case Problem.LabelMember p ->
          text("LABEL_MEMBER", p.file(), p.place(), p.member(), p.expected());
      case Problem.LabelColumn p -> text("LABEL_COLUMN", p.file(), p.column(), p.columns());
      case Problem.LabelLineFields p ->
          text("LABEL_LINE_FIELDS", p.file(), p.line(), p.expected(), p.found());
      case Problem.LabelLineQuote p -> text("LABEL_LINE_QUOTE", p.file(), p.line());
      case Problem.LabelLineEmpty p -> text("LABEL_LINE_EMPTY", p.file(), p.line(), p.columns());
      case Problem.LabelPath p -> text("LABEL_PATH", p.file(), p.place(), p.path());
      case Problem.LabelRightLeftOut p -> text("LABEL_RIGHT_LEFT_OUT", p.file(), p.place());
      case Problem.LabelRepeats p -> text("LABEL_REPEATS", p.file(), p.id());
      case Problem.LabelPicturesMissing p ->
          text("LABEL_PICTURES_MISSING", p.missing(), p.total(), p.first());
      case Problem.LabelQueriesUnusable p ->
          text("LABEL_QUERIES_UNUSABLE", p.unusable(), p.total(), p.first());
      case Problem.LabelsLimited p -> text("LABELS_LIMITED", p.file(), p.limit());
      case Problem.LabelsWithoutRight p -> text("LABELS_WITHOUT_RIGHT", p.file());
      case Problem.LabelsWithoutParaphrases p -> text("LABELS_WITHOUT_PARAPHRASES", p.file());
      case Problem.RankingInvalid p -> text("RANKING_INVALID", p.file(), p.place(), p.detail());
      case Problem.RankingRepeats p -> text("RANKING_REPEATS", p.query(), p.photo());
      case Problem.RankingQueries p -> text("RANKING_QUERIES", p.missing(), p.total(), p.first());
      case Problem.ShareAddressInvalid p -> text("SHARE_ADDRESS_INVALID", p.address());
      case Problem.SharePasswordInAddress _ -> text("SHARE_PASSWORD_IN_ADDRESS");
      case Problem.SharePasswordMissing p -> text("SHARE_PASSWORD_MISSING", p.file());
      case Problem.SharePasswordReadable p -> text("SHARE_PASSWORD_READABLE", p.file());
      case Problem.ShareSettingsUnreadable p -> text("SHARE_SETTINGS_UNREADABLE", p.file());
      case Problem.ShareNotConnected _ -> text("SHARE_NOT_CONNECTED");
      case Problem.ShareConnected p -> text("SHARE_CONNECTED", p.address());
      case Problem.ShareUnreachable p -> text("SHARE_UNREACHABLE", p.server(), p.detail());
      case Problem.SharePasswordWrong p -> text("SHARE_PASSWORD_WRONG", p.server(), p.user());
      case Problem.ShareUnencrypted p -> text("SHARE_UNENCRYPTED", p.server());
      case Problem.ShareCertificate p -> text("SHARE_CERTIFICATE", p.server(), p.detail());
      case Problem.ShareServerOld p ->
          text("SHARE_SERVER_OLD", p.server(), p.version(), p.minimum());
      case Problem.ShareWithoutVectors p -> text("SHARE_WITHOUT_VECTORS", p.server());
      case Problem.ShareVectorsOld p ->
          text("SHARE_VECTORS_OLD", p.server(), p.version(), p.minimum());
      case Problem.ShareAbsent p -> text("SHARE_ABSENT", p.server(), p.database());
      case Problem.ShareExists p -> text("SHARE_EXISTS", p.server(), p.database());
      case Problem.ShareNewer p -> text("SHARE_NEWER", p.server());
      case Problem.ShareOlder p -> text("SHARE_OLDER", p.server());
      case Problem.ShareForbidden p -> text("SHARE_FORBIDDEN", p.server(), p.user());
      case Problem.ShareFull p -> text("SHARE_FULL", p.server());
      case Problem.ShareReadOnly p -> text("SHARE_READ_ONLY", p.server());
      case Problem.ShareFailed p -> text("SHARE_FAILED", p.server(), p.detail());
      case Problem.ShareWithoutModel p -> text("SHARE_WITHOUT_MODEL", p.model(), p.available());
      case Problem.ShareFactUnsupported p -> text("SHARE_FACT_UNSUPPORTED", p.fact());
      case Problem.ShareFolderUnknown p -> text("SHARE_FOLDER_UNKNOWN", p.name());
      case Problem.ShareFolderExists p -> text("SHARE_FOLDER_EXISTS", p.name());
      case Problem.ShareFolderLost p -> text("SHARE_FOLDER_LOST", p.desk());
      case Problem.ShareFolderNotShared p -> text("SHARE_FOLDER_NOT_SHARED", p.folder());
      case Problem.RankingUnwritable p -> text("RANKING_UNWRITABLE", p.file(), p.detail());
    };
  }

  private String text(String name, Object... members) {
    return messages.of("problem." + name, Arrays.stream(members).map(this::format).toArray());
  }

  /// Returns the beginning of a typed text that may have any length.
  private static String shortened(String typed) {
    return typed.codePointCount(0, typed.length()) <= LONGEST
        ? typed
        : typed.substring(0, typed.offsetByCodePoints(0, LONGEST)) + "…";
  }

  private String format(Object member) {
    return switch (member) {
      case Path path -> Text.visible(path.toString());
      case FailureKind kind -> messages.of(kind);
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      default -> Text.visible(member.toString());
    };
  }
}
