/// Values that every other part shares: ids, keys, pictures in memory, vectors, facts, problems.
package app.akin.core.photo;
