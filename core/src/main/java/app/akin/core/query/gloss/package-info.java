/// English glosses of Chinese query text, by a table of words and rules. Pure, except for the
/// reading of the table at its first use.
package app.akin.core.query.gloss;
