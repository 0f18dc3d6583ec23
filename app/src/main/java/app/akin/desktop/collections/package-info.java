/// The page of collections and saved searches, the keys of the target collection, and exports.
package app.akin.desktop.collections;
