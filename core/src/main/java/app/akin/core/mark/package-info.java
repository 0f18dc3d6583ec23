/// Use case: marks of photos and the journal of steps that can be undone.
@org.jspecify.annotations.NullMarked
package app.akin.core.mark;
