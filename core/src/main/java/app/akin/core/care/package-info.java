/// One use case: look after Akin itself. Today the bench: how fast everything is on this machine.
package app.akin.core.care;
