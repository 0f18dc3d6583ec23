/// Facts of photos as people ask for them: fields, values, their canonical spelling, and the
/// reading of a typed line. Pure; no input or output.
package app.akin.core.query;
