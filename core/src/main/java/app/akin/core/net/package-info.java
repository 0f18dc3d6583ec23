/// The one place that opens a connection, each time for a consent that a person gave.
package app.akin.core.net;
