package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;

/// A content that a model has not embedded, whose photo is out of reach and whose thumbnail is not.
///
/// @param content its row
/// @param key its key
public record UnembeddedContent(ContentId content, ContentKey key) {}
