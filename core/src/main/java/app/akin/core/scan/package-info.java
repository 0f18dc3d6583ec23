/// Scans photo folders for names, sizes and times without reading the contents of photos, and
/// watches them for changes.
package app.akin.core.scan;
