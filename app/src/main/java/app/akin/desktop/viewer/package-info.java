/// The viewer and the inspector.
package app.akin.desktop.viewer;
