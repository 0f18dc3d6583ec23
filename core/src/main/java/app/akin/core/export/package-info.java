/// Export of photos: copies, lists and contact sheets.
package app.akin.core.export;
