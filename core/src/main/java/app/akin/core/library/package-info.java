/// The one door to Akin's core: opens a library, hands out its faces, closes it.
package app.akin.core.library;
