/// All photos, or those a search found, as a grid of justified rows that holds few nodes however
/// many photos there are; thumbnails; what is selected.
package app.akin.desktop.grid;
