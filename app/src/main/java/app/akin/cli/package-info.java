/// The command line: one class for each verb, and [Main], which assembles the program.
package app.akin.cli;
