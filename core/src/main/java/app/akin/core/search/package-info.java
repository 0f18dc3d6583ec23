/// One use case: find the photos that a picture, some words, or both together ask for.
package app.akin.core.search;
