/// The folders of the library.
package app.akin.desktop.folders;
