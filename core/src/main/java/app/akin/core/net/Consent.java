package app.akin.core.net;

/// The purpose for which the user allowed a connection. Every connection has one, and the log names
/// it.
public enum Consent {
  /// Downloading a model that was requested by name.
  MODEL,
  /// Downloading an image from the web that was dropped on the window.
  PICTURE,
  /// Downloading the engine's GPU library.
  GRAPHICS_LIBRARY,
  /// Checking for a new version of Akin, if enabled.
  UPDATE
}
