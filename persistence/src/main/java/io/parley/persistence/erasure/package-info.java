/// Erasure. Of deleted organisations: start at [io.parley.persistence.erasure.JdbcErasures]. Of
/// ended sessions: start at [io.parley.persistence.erasure.JdbcSessionErasures]. Which tables are emptied, and
/// in which order, is in `Parts` and `SessionRows`; a table of tenants that `Parts` does not name
/// and that is not among those that stay fails a test.
package io.parley.persistence.erasure;
