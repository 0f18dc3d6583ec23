/// What a bench measures with, made from seeds: photos of any size and vectors in any number, the
/// same on every machine. Imports nothing of ours, so that what measures never changes with what is
/// measured.
package app.akin.core.synthetic;
