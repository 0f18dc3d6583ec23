package app.akin.desktop.models;

/// Whether and how a model is on this computer.
public sealed interface Holding {
  /// It ships inside Akin.
  record BuiltIn() implements Holding {}

  /// It was fetched or imported, and is whole.
  ///
  /// @param bytes what it takes on disk
  record Present(long bytes) implements Holding {}

  /// It can be fetched.
  ///
  /// @param bytes how much of it is here already, of a fetch that was broken off
  record Absent(long bytes) implements Holding {}

  /// It is here, and a file of it is missing or not what it was.
  record Damaged() implements Holding {}

  /// It is known, and Akin cannot run it yet.
  record Unsupported() implements Holding {}
}
