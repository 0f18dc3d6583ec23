/// What can be done with photos outside of Akin: copy, reveal, open, export, drag out.
package app.akin.desktop.actions;
