/// One window for each library: a second start hands over what it was given.
package app.akin.desktop.instance;
