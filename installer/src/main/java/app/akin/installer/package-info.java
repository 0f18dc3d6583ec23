/// Makes what people install: a runtime of Java and of what Akin uses of it, an image of the
/// program with its native libraries as files, and packages of the image for this system.
@org.jspecify.annotations.NullMarked
package app.akin.installer;
