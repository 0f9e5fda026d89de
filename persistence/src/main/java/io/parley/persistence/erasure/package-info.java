/// Erasure of deleted organisations: start at [io.parley.persistence.erasure.JdbcErasures]; of ended
/// sessions: at [io.parley.persistence.erasure.JdbcSessionErasures]. Which tables are emptied, and
/// in which order, is in `Parts` and `SessionRows`; a table of tenants that `Parts` does not name
/// and that is not among those that stay fails a test.
package io.parley.persistence.erasure;
