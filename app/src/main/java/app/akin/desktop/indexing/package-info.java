/// Taking photos in, as the window shows and steers it.
package app.akin.desktop.indexing;
