/// Fixtures and measuring programs: synthetic models, libraries and files from seeds, and fake
/// servers.
package app.akin.core.kit;
