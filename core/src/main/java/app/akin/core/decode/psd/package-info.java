/// Photoshop files.
package app.akin.core.decode.psd;
