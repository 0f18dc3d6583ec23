/// Finds photos that belong to one moment or show one image, and keeps them in stacks.
package app.akin.core.stack;
