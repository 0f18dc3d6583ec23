/// The list, download and import of models, and their folders on this computer.
package app.akin.core.model.install;
