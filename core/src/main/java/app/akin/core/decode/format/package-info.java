/// The descriptor of an image format.
package app.akin.core.decode.format;
