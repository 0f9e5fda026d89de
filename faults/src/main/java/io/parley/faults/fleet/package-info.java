/// What faults are done to: nodes of the built program, a PostgreSQL and an object store, each a
/// process of its own, and the lines between them. Start at [io.parley.faults.fleet.Fleet].
package io.parley.faults.fleet;
