package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PhotoFacts;

/// A file of the same folder that may belong to the same photo.
///
/// @param name file name
/// @param content its content
/// @param key the key of that content
/// @param facts its facts
/// @param embedded whether the given model has embedded it
/// @param formatTaken whether its photo already has another content of the requested kind
public record SiblingFile(
    String name,
    ContentId content,
    ContentKey key,
    PhotoFacts facts,
    boolean embedded,
    boolean formatTaken) {}
