/// Tests an installation: native libraries, features of the starter model, every format, and a
/// search.
package app.akin.core.selftest;
