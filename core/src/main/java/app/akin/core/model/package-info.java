/// Which models exist, and what one of them needs in one library: towers, a row, an index.
package app.akin.core.model;
