/// One use case: take photos in. Scan, decode, embed, store, index.
package app.akin.core.ingest;
