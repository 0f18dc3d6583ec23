/// The choice of the device and precision that a model computes with, by measurement.
package app.akin.core.model.precision;
