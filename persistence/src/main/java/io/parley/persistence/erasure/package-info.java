/// Erasure of deleted organisations ([io.parley.persistence.erasure.JdbcErasures]) and of ended
/// sessions ([io.parley.persistence.erasure.JdbcSessionErasures]): start there. Which tables are
/// emptied, and in which order, is in `Parts` and `SessionRows`; a table of tenants that `Parts`
/// does not name and that is not among those that stay fails a test.
package io.parley.persistence.erasure;
