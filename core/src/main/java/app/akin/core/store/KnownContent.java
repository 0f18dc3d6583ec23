package app.akin.core.store;

import app.akin.core.photo.ContentId;
import org.jspecify.annotations.Nullable;

/// A content's state in the catalogue.
///
/// @param id its row ID; null if the library lost the row (the database was deleted or restored
///   from a backup) while derived data still exists: [CatalogueWriter#putContent] adds the row
///   again and nothing is computed twice
/// @param embedded whether the given model has embedded it
/// @param thumbnailed whether it has a thumbnail
/// @param hasPrimarySibling whether a sibling that has a file is the photo's primary content, so
///   that this one needs neither
public record KnownContent(
    @Nullable ContentId id, boolean embedded, boolean thumbnailed, boolean hasPrimarySibling) {}
