/// What tests and measurements of every module stand on: made models and made libraries, each from
/// a seed.
package app.akin.core.kit;
