/// Asking: a picture and words together, in one bar.
package app.akin.desktop.search;
