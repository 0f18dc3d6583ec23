package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PhotoFacts;

/// A file of the same folder that may show the same shot.
///
/// @param name its name
/// @param content what it shows
/// @param key the key of that
/// @param facts what it says of its photo
/// @param embedded whether the model asked about has embedded it
/// @param formatTaken whether its photo has another content of the kind asked about already
public record SiblingFile(
    String name,
    ContentId content,
    ContentKey key,
    PhotoFacts facts,
    boolean embedded,
    boolean formatTaken) {}
