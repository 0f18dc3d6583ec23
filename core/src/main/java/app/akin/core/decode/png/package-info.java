/// PNG files.
package app.akin.core.decode.png;
