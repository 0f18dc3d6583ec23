/// Camera raw files.
package app.akin.core.decode.raw;
