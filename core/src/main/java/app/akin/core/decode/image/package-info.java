/// Decoded images, and the structures that several image formats share.
package app.akin.core.decode.image;
