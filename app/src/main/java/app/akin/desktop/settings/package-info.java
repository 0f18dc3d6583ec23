/// The settings, their page, and the keyboard shortcuts.
package app.akin.desktop.settings;
