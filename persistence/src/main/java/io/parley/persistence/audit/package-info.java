/// The audit trail in tables. [io.parley.persistence.audit.AuditRows] adds entries in the
/// transaction of their act; [io.parley.persistence.audit.JdbcAuditTrail] reads and checks them.
package io.parley.persistence.audit;
