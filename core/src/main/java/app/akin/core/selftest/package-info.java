/// Proves that an installation works: every native library, the numbers of the model inside, every
/// format, a search from end to end.
package app.akin.core.selftest;
