/// Background work of the window: threads, results on the JavaFX thread, errors, cancellation.
package app.akin.desktop.task;
