/// Checks for a newer version of Akin.
package app.akin.core.update;
