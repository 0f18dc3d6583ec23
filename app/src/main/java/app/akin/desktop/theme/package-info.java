/// Language, icons, theme and common controls.
package app.akin.desktop.theme;
