/// Update checks in the window.
package app.akin.desktop.updates;
