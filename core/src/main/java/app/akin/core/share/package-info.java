/// Use case: a shared library, which many computers fill and search in one PostgreSQL database.
package app.akin.core.share;
