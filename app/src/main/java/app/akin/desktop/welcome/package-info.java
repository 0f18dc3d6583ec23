/// The first run, and what stands where there is nothing to show.
package app.akin.desktop.welcome;
