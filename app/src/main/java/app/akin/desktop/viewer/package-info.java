/// One photo: large, beside the query, with its facts and why it was found.
package app.akin.desktop.viewer;
