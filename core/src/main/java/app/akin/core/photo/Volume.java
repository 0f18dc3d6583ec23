package app.akin.core.photo;

/// The volume a folder lies on, as far as the system tells cheaply.
///
/// @param uid the volume's own id, the same wherever it is mounted; empty where the system tells
///   none
/// @param name what the system calls it
/// @param type its file system
public record Volume(String uid, String name, String type) {
  /// A volume of which nothing is known.
  public static final Volume UNKNOWN = new Volume("", "", "");
}
