/// What the window remembers from one start to the next.
package app.akin.desktop.memory;
