/// The tables: Flyway migrations under `db/migration`, applied by
/// [io.parley.persistence.schema.Schema#migrate] at every start. A released migration is never
/// edited. Every table's key begins with the tenant, except the journal's, whose persistence ids
/// do, and that of embeddings, which belong to a text and no tenant.
///
/// PostgreSQL separates the tenants by roles and policies (`V38__row_security.sql`): a migration
/// with a new table of tenants calls `parley_separate_tenants` and grants it. `Roles` creates the
/// roles before the migrations, and `RolesHere` checks what they are in this database;
/// [io.parley.persistence.schema.Enforcement] holds the tables' owner to the policies after them,
/// and [io.parley.persistence.schema.Maintenance] connects as the owner for all rows.
package io.parley.persistence.schema;
