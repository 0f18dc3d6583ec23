/// What is on disk: walks photo folders, reading names and times and never a photo's bytes.
package app.akin.core.scan;
