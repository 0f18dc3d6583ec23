/// What tests are made with: pictures, files and damage, from a seed.
@org.jspecify.annotations.NullMarked
package app.akin.core.kit;
