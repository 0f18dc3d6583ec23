/// BMP and ICO files.
package app.akin.core.decode.bmp;
