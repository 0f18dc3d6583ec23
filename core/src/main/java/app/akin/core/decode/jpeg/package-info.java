/// JPEG files.
package app.akin.core.decode.jpeg;
