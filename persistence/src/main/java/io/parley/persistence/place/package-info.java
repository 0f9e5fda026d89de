/// Organisations that have their sessions in a database beside the main one. Nodes read where, with
/// [io.parley.persistence.place.JdbcPlaces]; an operator's command says so, with
/// [io.parley.persistence.place.Placement]. [io.parley.persistence.database.Database] leads work
/// there. [io.parley.persistence.place.Move] brings one that has sessions to another database, or
/// back.
package io.parley.persistence.place;
