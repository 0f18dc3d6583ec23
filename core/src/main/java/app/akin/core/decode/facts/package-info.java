/// Reads what metadata blocks, sidecars and file names say about a photo.
package app.akin.core.decode.facts;
