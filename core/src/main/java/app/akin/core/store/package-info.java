/// The catalogue in SQLite: what is on disk, which shots it is, what models made of it.
///
/// [app.akin.core.store.Store] is the door; a reader and a writer stand behind it.
package app.akin.core.store;
