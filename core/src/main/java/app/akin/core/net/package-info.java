/// All network access of Akin; every connection requires the user's consent.
package app.akin.core.net;
