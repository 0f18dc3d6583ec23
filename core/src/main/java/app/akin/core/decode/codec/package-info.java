/// Native codecs and their loading.
package app.akin.core.decode.codec;
