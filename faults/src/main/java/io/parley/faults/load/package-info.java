/// Customers that never give up: they talk to any node that answers, reconnect after the last event
/// that they received, and record what they did and saw. Start at [io.parley.faults.load.Load].
package io.parley.faults.load;
