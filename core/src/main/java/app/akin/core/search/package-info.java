/// Finds photos by images, texts, or both.
package app.akin.core.search;
