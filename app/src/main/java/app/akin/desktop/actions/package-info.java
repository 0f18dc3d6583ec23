/// Actions on photos outside of Akin: copy, reveal, open, export, drag.
package app.akin.desktop.actions;
