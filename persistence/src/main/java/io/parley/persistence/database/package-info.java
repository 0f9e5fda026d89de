/// The way to PostgreSQL: settings, a bounded pool, and failures with a category.
///
/// Start at [io.parley.persistence.database.Database]: all work is a transaction, as one tenant or
/// explicitly across tenants. The journal's plugin has a pool of its own, set up from the same
/// settings ([io.parley.persistence.database.DatabaseSettings#pekko]), so that a burst of listings
/// cannot keep an event from being written. No tables are known here.
package io.parley.persistence.database;
