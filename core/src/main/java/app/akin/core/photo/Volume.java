package app.akin.core.photo;

/// The volume of a folder, as far as the system reports it cheaply.
///
/// @param uid the id of the volume, independent of its mount point; empty if unknown
/// @param name name given by the system
/// @param type file system type
public record Volume(String uid, String name, String type) {
  /// An unknown volume.
  public static final Volume UNKNOWN = new Volume("", "", "");
}
