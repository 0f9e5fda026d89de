/// The system under test: nodes of the built program, a PostgreSQL and an object store, each a
/// process of its own, and the network between them. Start at [io.parley.faults.fleet.Fleet].
package io.parley.faults.fleet;
