/// The table of places that ships with Akin: cities, regions and countries with their names,
/// coordinates and inhabitants.
package app.akin.core.place;
