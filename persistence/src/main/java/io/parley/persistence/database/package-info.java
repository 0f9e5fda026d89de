/// Access to PostgreSQL: settings, a bounded pool, and failures with a category.
///
/// Start at [io.parley.persistence.database.Database]: all work is a transaction, as one tenant or
/// explicitly across tenants, each with a role of its own in PostgreSQL. The journal's plugin has a
/// pool of its own, configured by the same settings
/// ([io.parley.persistence.database.DatabaseSettings#pekko]), so that a burst of listings cannot
/// delay the writing of events. Knows no tables.
package io.parley.persistence.database;
