package app.akin.desktop.models;

/// Whether and how a model is installed.
public sealed interface InstallState {
  /// Built in.
  record BuiltIn() implements InstallState {}

  /// Installed and complete.
  ///
  /// @param bytes size on disk
  record Installed(long bytes) implements InstallState {}

  /// Available for download.
  ///
  /// @param bytes size of an interrupted download
  record Available(long bytes) implements InstallState {}

  /// Installed, but a file is missing or changed.
  record Damaged() implements InstallState {}
}
