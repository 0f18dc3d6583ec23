package app.akin.core.photo;

/// Problems that Akin reports. The text of each is in the message bundle under `problem.` and its
/// name; the arguments follow the colon in each comment.
public enum Problem {
  /// The library was written by a newer version of Akin: library folder.
  LIBRARY_NEWER,
  /// Another process is writing to the library: library folder.
  LIBRARY_BUSY,
  /// The library is not writable: library folder, detail.
  LIBRARY_UNWRITABLE,
  /// The library is damaged: library folder, detail.
  LIBRARY_DAMAGED,
  /// The disk is full: folder.
  DISK_FULL,
  /// The library has no photos.
  LIBRARY_EMPTY,
  /// The library has no folders, and none was given.
  NO_FOLDERS,
  /// A folder does not exist: folder.
  FOLDER_MISSING,
  /// The path is not a folder: path.
  FOLDER_NOT_A_FOLDER,
  /// A folder is not readable: folder.
  FOLDER_UNREADABLE,
  /// A folder contains no photos: folder.
  FOLDER_WITHOUT_PHOTOS,
  /// A folder is not in the library: folder.
  FOLDER_UNKNOWN,
  /// An excluded folder is not inside its folder: exclusion, folder.
  FOLDER_NOT_INSIDE,
  /// A model folder does not exist: folder.
  MODEL_FOLDER_MISSING,
  /// A folder contains no model: folder.
  MODEL_FORM_UNKNOWN,
  /// There is no model of this name: name.
  MODEL_UNKNOWN,
  /// A file of a model is missing: folder, file.
  MODEL_FILE_MISSING,
  /// A model configuration is invalid: file, detail.
  MODEL_CONFIG,
  /// Model weights are invalid: file, detail.
  MODEL_WEIGHTS,
  /// Model weights lack a tensor: file, tensor.
  MODEL_TENSOR_MISSING,
  /// The shape of a tensor does not match the configuration: file, tensor, expected shape, found
  /// shape.
  MODEL_TENSOR_SHAPE,
  /// The activation function is not supported: file, name.
  MODEL_ACTIVATION,
  /// A tokenizer is invalid: file, detail.
  MODEL_TOKENIZER,
  /// A model archive does not load or run: file, detail.
  MODEL_ARCHIVE,
  /// The output dimension of a tower differs from its bundle: file, expected, found.
  MODEL_WIDTH,
  /// No photo of the library is embedded with the model: model name.
  MODEL_NOT_INDEXED,
  /// A compiled model can't be written: folder, detail.
  MODEL_CACHE_UNWRITABLE,
  /// The model engine can't start: detail.
  ENGINE,
  /// The requested device is not available: device, detail.
  DEVICE_ABSENT,
  /// The engine does not start with the CUDA library and will start without it from now on: detail.
  GRAPHICS_FAILED,
  /// There is no CUDA library for this computer.
  GRAPHICS_NONE,
  /// The CUDA library can't be written: folder, detail.
  GRAPHICS_UNWRITABLE,
  /// Another process is downloading the CUDA library.
  GRAPHICS_BUSY,
  /// A file of the CUDA library was damaged in two downloads: name.
  GRAPHICS_DAMAGED,
  /// There is not enough space for the CUDA library: folder, megabytes needed, megabytes free.
  GRAPHICS_SHORT,
  /// A model is known but not supported: name, what it needs.
  MODEL_UNSUPPORTED,
  /// A file of a model is damaged: model name, file.
  MODEL_DAMAGED,
  /// The starter model cannot be removed.
  MODEL_BUILT_IN,
  /// A model is not installed: name.
  MODEL_ABSENT,
  /// A file or folder can't be imported as a model: path, detail.
  MODEL_IMPORT,
  /// A model of this name already exists: name.
  MODEL_NAME_TAKEN,
  /// The model folder is not writable: folder, detail.
  MODELS_UNWRITABLE,
  /// There is not enough space for a model: folder, megabytes needed, megabytes free.
  DISK_SHORT,
  /// Invalid URL in an environment variable: its value.
  NET_ADDRESS,
  /// A connection is not secure: address.
  NET_INSECURE,
  /// A server redirects to this computer or its private network: host, target.
  NET_INWARD,
  /// A server can't be reached, or the connection broke repeatedly: host, detail.
  NET_UNREACHABLE,
  /// A server denies access: host, HTTP status.
  NET_FORBIDDEN,
  /// A resource was not found: address.
  NET_NOT_FOUND,
  /// A server is busy or out of order: host, HTTP status.
  NET_BUSY,
  /// A server redirects too often: host.
  NET_REDIRECTS,
  /// A server sent an invalid response: host, detail.
  NET_ANSWER,
  /// A file changed on the server during the download: name.
  NET_CHANGED,
  /// The server of an image can't be reached, or the connection broke: host, detail.
  PICTURE_UNREACHABLE,
  /// The server of an image denies access: host, HTTP status.
  PICTURE_REFUSED,
  /// The URL is not an image: host, media type.
  PICTURE_NONE,
  /// An image on the web is too large: host, maximum in megabytes.
  PICTURE_TOO_LARGE,
  /// The update server can't be reached: host, detail.
  UPDATES_UNREACHABLE,
  /// The settings folder is not writable: path, detail.
  SETTINGS_UNWRITABLE,
  /// The action was stopped.
  STOPPED,
  /// A model lacks the requested precision: precision, model name.
  PRECISION_ABSENT,
  /// A query image can't be used: path, failure kind, detail.
  QUERY_IMAGE,
  /// The query is empty.
  QUERY_EMPTY,
  /// The query has only excluded texts.
  QUERY_ONLY_MINUS,
  /// The query parts cancel out or are unknown to the model: the text.
  QUERY_SAYS_NOTHING
}
