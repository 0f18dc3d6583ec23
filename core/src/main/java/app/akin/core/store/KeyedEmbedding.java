package app.akin.core.store;

import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;

/// An embedding with the key of its content.
///
/// @param sequence its place in the order in which embeddings were written
public record KeyedEmbedding(long sequence, ContentKey key, Embedding embedding) {}
