/// Facts as SQL conditions on the table `search_facts`. Shared by the databases that have this
/// table; what differs between them is behind [app.akin.core.query.sql.FactTables]. Pure, except
/// for the reading of names through that interface.
package app.akin.core.query.sql;
