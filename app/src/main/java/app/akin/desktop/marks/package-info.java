/// Marks of photos in the window: ratings, flags, keywords and captions, and controls to set them.
package app.akin.desktop.marks;
