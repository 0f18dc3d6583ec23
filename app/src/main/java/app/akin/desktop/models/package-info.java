/// The models page and the offer of a better model.
package app.akin.desktop.models;
