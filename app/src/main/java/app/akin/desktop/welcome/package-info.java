/// The welcome page, and empty and error states.
package app.akin.desktop.welcome;
