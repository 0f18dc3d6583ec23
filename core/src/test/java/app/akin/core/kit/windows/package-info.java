/// A default file system for tests on Linux with the rules of Windows: files that are open or
/// mapped are neither deleted nor replaced, and names are equal in any case.
@org.jspecify.annotations.NullMarked
package app.akin.core.kit.windows;
