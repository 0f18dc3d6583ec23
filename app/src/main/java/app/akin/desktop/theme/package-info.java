/// How the window looks and speaks: language, icons, theme.
package app.akin.desktop.theme;
