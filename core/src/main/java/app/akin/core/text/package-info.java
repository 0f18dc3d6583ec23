/// Reading of text in images.
package app.akin.core.text;
