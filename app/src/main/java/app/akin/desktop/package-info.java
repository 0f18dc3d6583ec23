/// The window: its frame, and what puts its parts together.
package app.akin.desktop;
