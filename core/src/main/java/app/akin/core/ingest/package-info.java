/// Indexing of photos: scan, decode, embed, store, update the vector index.
package app.akin.core.ingest;
