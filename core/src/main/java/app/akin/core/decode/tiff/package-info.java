/// TIFF files.
package app.akin.core.decode.tiff;
