package app.akin.core.photo;

/// Why Akin cannot do what it was asked. Each is worded by the message bundle under `problem.` and
/// its name; the arguments stand behind each.
public enum Problem {
  /// The library was written by a newer Akin: library folder.
  LIBRARY_NEWER,
  /// Another Akin is writing to the library: library folder.
  LIBRARY_BUSY,
  /// The library cannot be written: library folder, detail.
  LIBRARY_UNWRITABLE,
  /// The library cannot be read: library folder, detail.
  LIBRARY_DAMAGED,
  /// No space is left: folder.
  DISK_FULL,
  /// No photos are in the library yet.
  LIBRARY_EMPTY,
  /// `index` was asked with no folder in the library and none given.
  NO_FOLDERS,
  /// A folder does not exist: folder.
  FOLDER_MISSING,
  /// Something that is not a folder was given as one: path.
  FOLDER_NOT_A_FOLDER,
  /// A folder cannot be read: folder.
  FOLDER_UNREADABLE,
  /// A folder holds no photos: folder.
  FOLDER_WITHOUT_PHOTOS,
  /// A folder is not one of the library's: folder.
  FOLDER_UNKNOWN,
  /// A folder to leave out is not inside the folder it is left out of: exclusion, folder.
  FOLDER_NOT_INSIDE,
  /// A model folder does not exist: folder.
  MODEL_FOLDER_MISSING,
  /// A folder holds neither form of a model: folder.
  MODEL_FORM_UNKNOWN,
  /// No model of this name is known: name.
  MODEL_UNKNOWN,
  /// A model's file is missing: folder, file.
  MODEL_FILE_MISSING,
  /// A model's settings file is wrong: file, what is wrong.
  MODEL_CONFIG,
  /// A model's weights file is wrong: file, what is wrong.
  MODEL_WEIGHTS,
  /// A model's weights lack a tensor: file, tensor.
  MODEL_TENSOR_MISSING,
  /// A tensor's shape does not fit the settings: file, tensor, expected shape, found shape.
  MODEL_TENSOR_SHAPE,
  /// The activation function is not one Akin knows: file, its name.
  MODEL_ACTIVATION,
  /// A model's tokenizer cannot be used: file, what is wrong.
  MODEL_TOKENIZER,
  /// A model's archive does not load or run: file, what is wrong.
  MODEL_ARCHIVE,
  /// A tower gives another width than its bundle says: file, expected, found.
  MODEL_WIDTH,
  /// Nothing in the library was embedded with the model: model name.
  MODEL_NOT_INDEXED,
  /// The compiled form of a model cannot be written: folder, detail.
  MODEL_CACHE_UNWRITABLE,
  /// The engine that runs models cannot start: detail.
  ENGINE,
  /// The device asked for is not there: device, why.
  DEVICE_ABSENT,
  /// The engine does not start on the library for graphics cards, and will start without it from
  /// now on: detail.
  GRAPHICS_FAILED,
  /// There is no library for graphics cards for this computer.
  GRAPHICS_NONE,
  /// The library for graphics cards cannot be kept: folder, detail.
  GRAPHICS_UNWRITABLE,
  /// Another Akin fetches the library for graphics cards.
  GRAPHICS_BUSY,
  /// A file of the library for graphics cards came damaged, twice: its name.
  GRAPHICS_DAMAGED,
  /// The library for graphics cards needs more space than there is: folder, megabytes needed,
  /// megabytes free.
  GRAPHICS_SHORT,
  /// A model is known and cannot be run yet: name, what it would need.
  MODEL_UNSUPPORTED,
  /// A model's file is not what it should be: model name, file.
  MODEL_DAMAGED,
  /// The starter model cannot be removed.
  MODEL_BUILT_IN,
  /// A model is not on this computer: name.
  MODEL_ABSENT,
  /// Something given as a model cannot be taken over: path, detail.
  MODEL_IMPORT,
  /// Another model of the name is here: name.
  MODEL_NAME_TAKEN,
  /// Models cannot be kept: folder, detail.
  MODELS_UNWRITABLE,
  /// A model needs more space than there is: folder, megabytes needed, megabytes free.
  DISK_SHORT,
  /// An address from the environment is none: its text.
  NET_ADDRESS,
  /// A connection that others could read or change: address.
  NET_INSECURE,
  /// A server on the web leads to this computer or into the network around it: host, that place.
  NET_INWARD,
  /// A server cannot be reached, or the connection broke again and again: host, detail.
  NET_UNREACHABLE,
  /// A server does not let the person in: host, HTTP status.
  NET_FORBIDDEN,
  /// A server does not have it: address.
  NET_NOT_FOUND,
  /// A server is busy or out of order: host, HTTP status.
  NET_BUSY,
  /// A server leads around in circles: host.
  NET_REDIRECTS,
  /// A server's answer makes no sense: host, detail.
  NET_ANSWER,
  /// A file changed on the server while it was fetched: its name.
  NET_CHANGED,
  /// A picture's server cannot be reached, or broke off: host, detail.
  PICTURE_UNREACHABLE,
  /// A picture's server does not give it: host, HTTP status.
  PICTURE_REFUSED,
  /// What is at a picture's address is none: host, media type.
  PICTURE_NONE,
  /// A picture on the web is too large: host, megabytes at most.
  PICTURE_TOO_LARGE,
  /// Where newer versions are announced cannot be reached: host, detail.
  UPDATES_UNREACHABLE,
  /// The folder for settings cannot be written: path, detail.
  SETTINGS_UNWRITABLE,
  /// What was asked for was stopped.
  STOPPED,
  /// A model does not have the precision asked for: precision, model name.
  PRECISION_ABSENT,
  /// A query's picture cannot be used: path, failure kind, detail.
  QUERY_IMAGE,
  /// A query has neither picture nor text.
  QUERY_EMPTY,
  /// A query has minus words only.
  QUERY_ONLY_MINUS,
  /// A query's parts cancel out or say nothing the model understands: the text.
  QUERY_SAYS_NOTHING
}
