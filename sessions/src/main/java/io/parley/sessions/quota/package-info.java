/// Quotas of organisations on this node. Start at [io.parley.sessions.quota.NodeQuotas], which
/// borrows permits from the one lender of all nodes and uses them without asking. The entry asks
/// it, for every protocol.
package io.parley.sessions.quota;
