/// Whether there is a newer Akin, where a person turned that on.
package app.akin.desktop.updates;
