/// The page of similar photos: stacks by the size of the photos beside the best one.
package app.akin.desktop.similar;
