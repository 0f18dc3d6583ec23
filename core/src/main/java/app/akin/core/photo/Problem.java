package app.akin.core.photo;

import java.nio.file.Path;

/// Problems that Akin reports. Each record holds what its text in the message bundles names; the
/// user interface formats the text, and [Object#toString()] is for the log.
public sealed interface Problem {
  /// A text is not a fact in its canonical form.
  sealed interface InvalidFact extends Problem {}

  /// Labels or rankings of an evaluation are unusable or incomplete.
  sealed interface EvaluationProblem extends Problem {}

  /// The library was written by a newer version of Akin.
  record LibraryNewer(Path folder) implements Problem {}

  /// Another process is writing to the library.
  record LibraryBusy(Path folder) implements Problem {}

  /// The library is not writable.
  record LibraryUnwritable(Path folder, String detail) implements Problem {}

  /// The library is damaged.
  record LibraryDamaged(Path folder, String detail) implements Problem {}

  /// The disk is full.
  record DiskFull(Path folder) implements Problem {}

  /// The library has no photos.
  record LibraryEmpty() implements Problem {}

  /// The library has no folders, and none was given.
  record NoFolders() implements Problem {}

  /// A folder does not exist.
  record FolderMissing(Path folder) implements Problem {}

  /// The path is not a folder.
  record FolderNotAFolder(Path path) implements Problem {}

  /// A folder is not readable.
  record FolderUnreadable(Path folder) implements Problem {}

  /// A folder contains no photos.
  record FolderWithoutPhotos(Path folder) implements Problem {}

  /// A folder is not in the library.
  record FolderUnknown(Path folder) implements Problem {}

  /// A file is not a photo of the library.
  record PhotoUnknown(Path file) implements Problem {}

  /// There is no decision about stacks that could be reverted.
  record NoStackDecision() implements Problem {}

  /// There is no export of sidecars that could be undone.
  record NoSidecarExport() implements Problem {}

  /// A folder for sidecars overlaps with a folder of photos.
  record SidecarFolderOverlaps(Path folder, Path root) implements Problem {}

  /// There is no step to undo.
  record NothingToUndo() implements Problem {}

  /// There is no undone step to repeat.
  record NothingToRedo() implements Problem {}

  /// A keyword is empty or too long.
  ///
  /// @param maxLength maximum number of characters
  record KeywordInvalid(String keyword, int maxLength) implements Problem {}

  /// A caption is too long.
  ///
  /// @param maxLength maximum number of characters
  record CaptionTooLong(int maxLength) implements Problem {}

  /// A decision about stacks needs several photos.
  record StackTooSmall() implements Problem {}

  /// A name is empty.
  record NameEmpty() implements Problem {}

  /// A name is too long.
  record NameTooLong(int length, int maximum) implements Problem {}

  /// There is a collection with this name already.
  record CollectionExists(String name) implements Problem {}

  /// There is no collection with this name.
  record CollectionUnknown(String name) implements Problem {}

  /// A collection does not have a photo.
  record PhotoNotInCollection(String collection, String photo) implements Problem {}

  /// There is a saved search with this name already.
  record SavedSearchExists(String name) implements Problem {}

  /// There is no saved search with this name.
  record SavedSearchUnknown(String name) implements Problem {}

  /// The target of an export is not writable.
  record ExportUnwritable(Path target, String detail) implements Problem {}

  /// The disk of the target of an export is full.
  record ExportDiskFull(Path target) implements Problem {}

  /// The target of an export is inside a folder of the library, or would overwrite a photo.
  record ExportIntoLibrary(Path target) implements Problem {}

  /// There is no photo to export.
  record ExportEmpty() implements Problem {}

  /// An excluded folder is not inside its folder.
  record FolderNotInside(Path exclusion, Path folder) implements Problem {}

  /// A model folder does not exist.
  record ModelFolderMissing(Path folder) implements Problem {}

  /// A folder contains no model.
  record ModelFormUnknown(String folder) implements Problem {}

  /// There is no model of this name.
  record ModelUnknown(String name) implements Problem {}

  /// A file of a model is missing.
  record ModelFileMissing(String folder, String file) implements Problem {}

  /// A model configuration is invalid.
  record ModelConfig(String file, String detail) implements Problem {}

  /// Model weights are invalid.
  record ModelWeights(Path file, String detail) implements Problem {}

  /// Model weights lack a tensor.
  record ModelTensorMissing(Path file, String tensor) implements Problem {}

  /// The shape of a tensor does not match the configuration.
  record ModelTensorShape(Path file, String tensor, String expected, String found)
      implements Problem {}

  /// The activation function is not supported.
  record ModelActivation(Path file, String function) implements Problem {}

  /// A tokenizer is invalid.
  record ModelTokenizer(String file, String detail) implements Problem {}

  /// A model archive does not load or run.
  record ModelArchive(String file, String detail) implements Problem {}

  /// The output dimension of a tower differs from its bundle.
  record ModelWidth(String file, long expected, long found) implements Problem {}

  /// No photo of the library is embedded with the model.
  record ModelNotIndexed(String model) implements Problem {}

  /// A compiled model can't be written.
  record ModelCacheUnwritable(Path folder, String detail) implements Problem {}

  /// The model engine can't start.
  record Engine(String detail) implements Problem {}

  /// The requested device is not available.
  record DeviceAbsent(Device device, String detail) implements Problem {}

  /// The engine does not start with the CUDA library and will start without it from now on.
  record GraphicsFailed(String detail) implements Problem {}

  /// There is no CUDA library for this computer.
  record GraphicsNone() implements Problem {}

  /// The CUDA library can't be written.
  record GraphicsUnwritable(Path folder, String detail) implements Problem {}

  /// Another process is downloading the CUDA library.
  record GraphicsBusy() implements Problem {}

  /// A file of the CUDA library was damaged in two downloads.
  record GraphicsDamaged(String file) implements Problem {}

  /// There is not enough space for the CUDA library.
  record GraphicsShort(Path folder, long neededMegabytes, long freeMegabytes) implements Problem {}

  /// The computer has too little memory for a model.
  record MemoryShort(String model, long neededMegabytes, long presentMegabytes)
      implements Problem {}

  /// The weights of a model that stay in its files are on a drive that may go away.
  record ModelDrive(Path folder) implements Problem {}

  /// A model does not embed image and text together, as re-ranking requires.
  record ModelWithoutPrompts(String model) implements Problem {}

  /// No installed model can re-rank results.
  record NoPromptModel() implements Problem {}

  /// A file of a model is damaged.
  record ModelDamaged(String model, String file) implements Problem {}

  /// The starter model cannot be removed.
  record ModelBuiltIn() implements Problem {}

  /// A model is not installed.
  record ModelAbsent(String model) implements Problem {}

  /// A file or folder can't be imported as a model.
  record ModelImport(Path source, String detail) implements Problem {}

  /// A model of this name already exists.
  record ModelNameTaken(String name) implements Problem {}

  /// The model folder is not writable.
  record ModelsUnwritable(Path folder, String detail) implements Problem {}

  /// There is not enough space for a model.
  record DiskShort(Path folder, long neededMegabytes, long freeMegabytes) implements Problem {}

  /// An environment variable or setting holds an invalid address.
  record NetAddress(String value) implements Problem {}

  /// A connection is not secure.
  record NetInsecure(String address) implements Problem {}

  /// A server redirects to this computer or its private network.
  record NetInward(String host, String target) implements Problem {}

  /// A server can't be reached, or the connection broke repeatedly.
  record NetUnreachable(String host, String detail) implements Problem {}

  /// A server denies access.
  record NetForbidden(String host, int status) implements Problem {}

  /// A resource was not found.
  record NetNotFound(String address) implements Problem {}

  /// A server is busy or out of order.
  record NetBusy(String host, int status) implements Problem {}

  /// A server redirects too often.
  record NetRedirects(String host) implements Problem {}

  /// A server sent an invalid response.
  record NetAnswer(String host, String detail) implements Problem {}

  /// A file changed on the server during the download.
  record NetChanged(String file) implements Problem {}

  /// The server of an image can't be reached, or the connection broke.
  record PictureUnreachable(String host, String detail) implements Problem {}

  /// The server of an image denies access.
  record PictureRefused(String host, int status) implements Problem {}

  /// The URL is not an image.
  record PictureNone(String host, String mediaType) implements Problem {}

  /// An image on the web is too large.
  record PictureTooLarge(String host, long maximumMegabytes) implements Problem {}

  /// The update server can't be reached.
  record UpdatesUnreachable(String host, String detail) implements Problem {}

  /// The settings folder is not writable.
  record SettingsUnwritable(Path folder, String detail) implements Problem {}

  /// The action was stopped.
  record Stopped() implements Problem {}

  /// A model lacks the requested precision.
  record PrecisionAbsent(String precision, String model) implements Problem {}

  /// A query image can't be used.
  record QueryImage(String image, FailureKind kind, String detail) implements Problem {}

  /// The query is empty.
  record QueryEmpty() implements Problem {}

  /// A query has only feedback, and none of its photos can be used.
  record FeedbackIgnored() implements Problem {}

  /// The query parts cancel out or are unknown to the model.
  record QuerySaysNothing(String text) implements Problem {}

  /// A model that embeds one image and one text together got more.
  record QueryPrompt(String model) implements Problem {}

  /// A fact names an unknown field.
  record FactFieldUnknown(String field, String fields) implements InvalidFact {}

  /// A fact has no value.
  record FactValueMissing(String field) implements InvalidFact {}

  /// The value of a fact is not a date.
  record FactDate(String text) implements InvalidFact {}

  /// The value of a fact is not a day of a year.
  record FactDay(String text) implements InvalidFact {}

  /// The value of a fact is not a time of day.
  record FactTime(String text) implements InvalidFact {}

  /// A range of a fact ends before it begins.
  record FactReversed(String range) implements InvalidFact {}

  /// A fact compares values that have no order.
  record FactNoOrder(String field, String sign) implements InvalidFact {}

  /// A fact needs a number.
  record FactNumber(String field, String example) implements InvalidFact {}

  /// A fact needs a number with a unit.
  record FactUnit(String field, String unit, String example) implements InvalidFact {}

  /// A fact needs a file size.
  record FactSize() implements InvalidFact {}

  /// A number of a fact is out of bounds.
  record FactBounds(String field, String min, String max) implements InvalidFact {}

  /// A fact has a word that its field does not know.
  record FactWord(String word, String field, String words) implements InvalidFact {}

  /// A fact asks for the presence of something unknown.
  record FactHas(String word, String words) implements InvalidFact {}

  /// A value is not an area of the map.
  record FactArea(String text) implements InvalidFact {}

  /// A fact names an unknown place.
  record FactPlace(String name) implements InvalidFact {}

  /// A quotation mark of a fact is not closed.
  record FactQuote() implements InvalidFact {}

  /// A fact names a person.
  record FactPerson() implements InvalidFact {}

  /// A label file or folder does not exist.
  record LabelsMissing(Path path) implements EvaluationProblem {}

  /// A folder or file has no layout of a known label set.
  record LabelsUnknown(Path path, String expected) implements EvaluationProblem {}

  /// A label set is published as Parquet, which Akin does not read.
  record LabelsParquet(Path file, String export) implements EvaluationProblem {}

  /// A file of a label set is missing.
  record LabelFileMissing(Path folder, String file) implements EvaluationProblem {}

  /// A label file can't be read.
  record LabelFileUnreadable(Path file, String detail) implements EvaluationProblem {}

  /// A label file is not valid JSON.
  record LabelFileJson(Path file, String place, String detail) implements EvaluationProblem {}

  /// A member of a label file is missing or has another type.
  record LabelMember(Path file, String place, String member, String expected)
      implements EvaluationProblem {}

  /// A CSV file lacks a column, or has an unknown one.
  record LabelColumn(Path file, String column, String columns) implements EvaluationProblem {}

  /// A line of a CSV file has a wrong number of fields.
  record LabelLineFields(Path file, long line, int expected, int found)
      implements EvaluationProblem {}

  /// A line of a CSV file has an invalid quotation mark.
  record LabelLineQuote(Path file, long line) implements EvaluationProblem {}

  /// A line of a CSV file lacks a value.
  record LabelLineEmpty(Path file, long line, String columns) implements EvaluationProblem {}

  /// A label file names an invalid path.
  record LabelPath(Path file, String place, String path) implements EvaluationProblem {}

  /// All right photos of a query are its own images or marked as unknown.
  record LabelRightLeftOut(Path file, String place) implements EvaluationProblem {}

  /// A label file has two entries of one id.
  record LabelRepeats(Path file, String id) implements EvaluationProblem {}

  /// Photos of a label set are missing.
  record LabelPicturesMissing(int missing, int total, Path first) implements EvaluationProblem {}

  /// Queries of a label set can't be used because their photos are missing.
  record LabelQueriesUnusable(int unusable, int total, String first) implements EvaluationProblem {}

  /// Only the first queries of a label set were read.
  record LabelsLimited(Path file, int limit) implements EvaluationProblem {}

  /// The right photos of a label set are not published.
  record LabelsWithoutRight(Path file) implements EvaluationProblem {}

  /// The queries of a label set have no paraphrases to average.
  record LabelsWithoutParaphrases(Path file) implements EvaluationProblem {}

  /// A ranking file is invalid.
  record RankingInvalid(Path file, String place, String detail) implements EvaluationProblem {}

  /// A ranking names a photo twice.
  record RankingRepeats(String query, String photo) implements EvaluationProblem {}

  /// Queries have no ranking.
  record RankingQueries(int missing, int total, String first) implements EvaluationProblem {}

  /// A ranking file can't be written.
  record RankingUnwritable(Path file, String detail) implements EvaluationProblem {}

  /// The text is not the address of a shared library.
  record ShareAddressInvalid(String address) implements Problem {}

  /// The address of a shared library has a password, which other programs could list.
  record SharePasswordInAddress() implements Problem {}

  /// The file with the password of the shared library cannot be read.
  record SharePasswordMissing(Path file) implements Problem {}

  /// Others than the owner may read the file with the password of the shared library.
  record SharePasswordReadable(Path file) implements Problem {}

  /// The settings of the shared library are invalid.
  record ShareSettingsUnreadable(Path file) implements Problem {}

  /// The library takes part in no shared library.
  record ShareNotConnected() implements Problem {}

  /// The library takes part in a shared library already.
  record ShareConnected(String address) implements Problem {}

  /// The server of the shared library does not answer.
  record ShareUnreachable(String server, String detail) implements Problem {}

  /// The server of the shared library does not accept the login.
  record SharePasswordWrong(String server, String user) implements Problem {}

  /// The server of the shared library does not encrypt its connections.
  record ShareUnencrypted(String server) implements Problem {}

  /// The certificate of the server is not that of the address, or of an unknown authority.
  record ShareCertificate(String server, String detail) implements Problem {}

  /// The database server is too old.
  record ShareServerOld(String server, String version, String minimum) implements Problem {}

  /// The database has no pgvector.
  record ShareWithoutVectors(String server) implements Problem {}

  /// The pgvector of the database is too old.
  record ShareVectorsOld(String server, String version, String minimum) implements Problem {}

  /// The database has no shared library.
  record ShareAbsent(String server, String database) implements Problem {}

  /// The database has a shared library already.
  record ShareExists(String server, String database) implements Problem {}

  /// The shared library was made by a newer version of Akin.
  record ShareNewer(String server) implements Problem {}

  /// The shared library was made by an older version of Akin.
  record ShareOlder(String server) implements Problem {}

  /// The login has no right to do this in the shared library.
  record ShareForbidden(String server, String user) implements Problem {}

  /// The disk of the server is full.
  record ShareFull(String server) implements Problem {}

  /// The server only answers searches, such as one that replicates another.
  record ShareReadOnly(String server) implements Problem {}

  /// The server reported another error.
  record ShareFailed(String server, String detail) implements Problem {}

  /// The shared library has no vectors of a model.
  record ShareWithoutModel(String model, String available) implements Problem {}

  /// The shared library cannot be searched by a fact.
  record ShareFactUnsupported(String fact) implements Problem {}

  /// There is no shared folder with this name.
  record ShareFolderUnknown(String name) implements Problem {}

  /// There is a shared folder with this name already.
  record ShareFolderExists(String name) implements Problem {}

  /// Another library has taken over a shared folder while this one published it.
  ///
  /// @param desk the name of the other library
  record ShareFolderLost(String desk) implements Problem {}

  /// The folder is not shared by this library.
  record ShareFolderNotShared(Path folder) implements Problem {}
}
