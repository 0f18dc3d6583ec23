/// The models, and getting a better one.
package app.akin.desktop.models;
