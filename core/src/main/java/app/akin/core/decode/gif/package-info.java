/// GIF files.
package app.akin.core.decode.gif;
