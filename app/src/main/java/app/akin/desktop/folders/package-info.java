/// The folders page.
package app.akin.desktop.folders;
