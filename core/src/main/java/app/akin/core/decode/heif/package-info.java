/// HEIF files: HEIC and AVIF.
package app.akin.core.decode.heif;
