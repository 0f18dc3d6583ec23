/// Decodes image files: pixels, facts, thumbnail and content key, or the reason for a failure.
package app.akin.core.decode;
