/// Synthetic photos, checkpoints and vectors for benchmarks and tests, reproducible on every
/// machine. Imports nothing of Akin, so that test data does not change with the code under test.
package app.akin.core.synthetic;
