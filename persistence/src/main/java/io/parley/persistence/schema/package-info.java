/// The tables: Flyway migrations under `db/migration`, applied by
/// [io.parley.persistence.schema.Schema#migrate] at every start. A released migration is never
/// edited. Every table's key begins with the tenant, except the journal's, whose persistence ids
/// do, and that of embeddings, which belong to a text and no tenant.
package io.parley.persistence.schema;
