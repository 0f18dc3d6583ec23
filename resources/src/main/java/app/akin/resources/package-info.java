/// One enum names every file that ships inside Akin.
package app.akin.resources;
