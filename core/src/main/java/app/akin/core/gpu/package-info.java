/// Downloads, tests and enables the CUDA build of the engine.
package app.akin.core.gpu;
