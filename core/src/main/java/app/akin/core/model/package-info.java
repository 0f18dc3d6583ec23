/// The catalogue, download, import and selection of models, and each model's index in a library.
package app.akin.core.model;
