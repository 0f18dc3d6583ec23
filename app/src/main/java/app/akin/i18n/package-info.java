/// Texts of the window and the command line, in the selected language.
package app.akin.i18n;
