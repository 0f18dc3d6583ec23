/// Checks an installation and a library, and describes both.
package app.akin.core.diagnostics;
