/// Builds the installers: a linked Java runtime, a program image with native libraries as files,
/// and packages for this platform.
@org.jspecify.annotations.NullMarked
package app.akin.installer;
