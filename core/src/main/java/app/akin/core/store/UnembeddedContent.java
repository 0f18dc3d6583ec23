package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;

/// A content without an embedding whose photo is unavailable but whose thumbnail exists.
///
/// @param content its row ID
/// @param key its key
public record UnembeddedContent(ContentId content, ContentKey key) {}
