/// The selection and use of models, and each model's index in a library.
package app.akin.core.model;
