/// JPEG XL files.
package app.akin.core.decode.jxl;
