/// Preparation of images as Pillow and transformers do it, bit by bit.
package app.akin.core.embed.image;
