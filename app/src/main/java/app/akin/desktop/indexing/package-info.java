/// Indexing, as shown and controlled by the window.
package app.akin.desktop.indexing;
