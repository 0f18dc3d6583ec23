/// Writes XMP sidecars on request: a plan, atomic writes with backups, and their undo.
package app.akin.core.sidecar;
