/// The window: its frame and the assembly of its parts.
package app.akin.desktop;
