package app.akin.core.net;

/// What a person allowed a connection for. Every connection names one, and the log does too.
public enum Consent {
  /// Fetching a model that was asked for by name.
  MODEL,
  /// Fetching a picture from the web that was dropped on the window.
  PICTURE,
  /// Fetching the engine's library for a graphics card.
  GRAPHICS_LIBRARY,
  /// Asking whether there is a newer Akin, once that was turned on.
  UPDATE
}
