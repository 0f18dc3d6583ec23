/// What a person can set, what is private, and the keys.
package app.akin.desktop.settings;
