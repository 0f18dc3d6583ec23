/// What Akin says, in the language of the moment: for the window and the terminal alike.
package app.akin.i18n;
