/// The bundled files, named by one enum.
package app.akin.resources;
