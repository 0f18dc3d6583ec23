/// The cache of compiled models: archives by fingerprint, and fingerprints of model folders.
package app.akin.core.embed.compiled;
