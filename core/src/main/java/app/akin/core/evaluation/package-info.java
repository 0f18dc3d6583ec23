/// Use case: measures how well a model finds photos. Entry points:
/// [app.akin.core.evaluation.Evaluation] for label sets and
/// [app.akin.core.evaluation.LibraryEvaluation] for the photos of a library.
package app.akin.core.evaluation;
