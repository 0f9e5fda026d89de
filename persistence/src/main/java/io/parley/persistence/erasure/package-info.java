/// The erasure of deleted organisations. Start at [io.parley.persistence.erasure.JdbcErasures].
/// Which tables are emptied, and in which order, is in `Parts`; a table of tenants that is named
/// neither there nor among those that stay fails a test.
package io.parley.persistence.erasure;
