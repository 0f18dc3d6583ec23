/// A file's bytes → pixels, facts, thumbnail and content key, or a reason why not.
package app.akin.core.decode;
