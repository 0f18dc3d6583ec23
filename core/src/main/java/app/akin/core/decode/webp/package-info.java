/// WebP files.
package app.akin.core.decode.webp;
