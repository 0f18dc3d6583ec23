package app.akin.core.store;

import app.akin.core.photo.ContentKey;

/// A content to publish.
///
/// @param sequence its place in the outbox, which grows with each change
public record OutboxEntry(long sequence, ContentKey key) {}
