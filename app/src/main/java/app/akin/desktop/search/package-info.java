/// The search bar, the query and its results.
package app.akin.desktop.search;
