/// The photo grid: justified rows with recycled cells, thumbnails and selection.
package app.akin.desktop.grid;
