/// Nearest neighbour search over the vectors of a library.
///
/// Everything here is a cache of the catalogue. [app.akin.core.index.VectorIndex] is the public
/// type; its folder may be deleted at any time and is rebuilt.
package app.akin.core.index;
