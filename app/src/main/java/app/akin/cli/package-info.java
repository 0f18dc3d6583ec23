/// Akin in a terminal: one class a verb, and [Main] that puts everything together.
package app.akin.cli;
