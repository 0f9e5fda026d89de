/// The record of administrative acts: who did what, when and from where, with the state before and
/// after. Entries of a tenant are a chain of hashes: [io.parley.core.audit.AuditChain] finds an
/// entry that was changed, removed or added. [io.parley.core.audit.AuditTrail] is the port for
/// readers; entries are written in the transaction of the act. They name people by id alone, so
/// that erasing a person leaves the chain intact.
package io.parley.core.audit;
