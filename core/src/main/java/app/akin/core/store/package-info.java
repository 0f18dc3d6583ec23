/// The catalogue in SQLite: files on disk, the photos they belong to, and their embeddings and
/// thumbnails.
///
/// [app.akin.core.store.Store] is the entry point; it provides a reader and a writer.
package app.akin.core.store;
