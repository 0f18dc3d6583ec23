/// Netpbm files.
package app.akin.core.decode.pnm;
