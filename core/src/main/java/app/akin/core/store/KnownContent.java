package app.akin.core.store;

import app.akin.core.photo.ContentId;
import org.jspecify.annotations.Nullable;

/// What the catalogue has of a content.
///
/// @param id its row in the catalogue; null where the library lost the row (a database restored
///   from a backup, or deleted) while what was computed from it is still there:
///   [CatalogueWriter#putContent] gives it a row again and nothing is computed twice
/// @param embedded whether the model asked about has embedded it
/// @param thumbnailed whether it has a thumbnail
/// @param hasPrimarySibling whether a twin that has a file stands for it: it needs neither
public record KnownContent(
    @Nullable ContentId id, boolean embedded, boolean thumbnailed, boolean hasPrimarySibling) {}
