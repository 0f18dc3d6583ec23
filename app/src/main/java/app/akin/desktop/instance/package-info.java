/// One window per library: a second start passes its photos to the first.
package app.akin.desktop.instance;
