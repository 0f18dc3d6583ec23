/// The entry point to Akin's core: opens and closes a library and gives access to its functions.
package app.akin.core.library;
