/// Nearest neighbours: which of the library's vectors point most nearly where a query points.
///
/// Everything here is a cache of the catalogue. [app.akin.core.index.VectorIndex] is the face; its
/// folder may be deleted at any time, and costs the time to fill it again.
package app.akin.core.index;
