/// The export of marks to sidecars: options, preview, progress and result.
package app.akin.desktop.sidecars;
