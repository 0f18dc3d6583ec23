/// The map of places, by which photos are filtered.
package app.akin.desktop.map;
